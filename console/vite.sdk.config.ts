import { defineConfig } from 'vite'

// The SDK for pages of other people: `/sdk/dering.js` (module) and `/sdk/dering.iife.js` (a `Dering`
// global), served by the gateway beside its own pages.
export default defineConfig({
  publicDir: false,
  build: {
    outDir: 'target/classes/META-INF/dering/console/sdk',
    emptyOutDir: true,
    target: 'es2022',
    lib: {
      entry: 'sdk/index.ts',
      name: 'Dering',
      formats: ['es', 'iife'],
      fileName: (format) => (format === 'es' ? 'dering.js' : 'dering.iife.js'),
    },
  },
})
