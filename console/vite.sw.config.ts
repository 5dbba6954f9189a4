import { defineConfig } from 'vite'

// The service worker: one file at the root, so that its scope is the whole site.
export default defineConfig({
  publicDir: false,
  build: {
    outDir: 'target/classes/META-INF/dering/console',
    emptyOutDir: false,
    target: ['chrome123', 'firefox121', 'safari17.5'],
    lib: { entry: 'sw/sw.ts', name: 'DeringWorker', formats: ['iife'], fileName: () => 'sw.js' },
  },
})
