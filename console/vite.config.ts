import { defineConfig } from 'vite'

// The gateway (or `npm run stub`) that `npm run dev` talks to.
const gateway = process.env['DERING_GATEWAY'] ?? 'http://127.0.0.1:8090'

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: 'target/classes/META-INF/dering/console',
    emptyOutDir: true,
    target: ['chrome123', 'firefox121', 'safari17.5'],
    // A strict content policy allows neither inline scripts nor data: fonts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: ['index.html', 'phone.html'] },
  },
  server: {
    proxy: {
      '/v1': { target: gateway, ws: true },
      '/sandbox/phone/socket': { target: gateway, ws: true },
      '/sandbox/wire': gateway,
    },
  },
  test: {
    include: ['test/**/*.test.ts'],
    reporters: ['default', 'json'],
    outputFile: { json: 'target/vitest.json' },
  },
} as import('vitest/config').ViteUserConfig)
