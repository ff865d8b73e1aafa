import { defineConfig } from 'vite'

/** Builds the dashboard into dist/dashboard, where the API serves it from. */
export default defineConfig({
  root: new URL('.', import.meta.url).pathname,
  // The ES build of Leaflet lets the bundler drop the parts we do not draw with.
  resolve: { alias: [{ find: /^leaflet$/, replacement: 'leaflet/dist/leaflet-src.esm.js' }] },
  build: {
    outDir: '../dist/dashboard',
    emptyOutDir: true,
    target: 'es2023',
    // No data: URLs, so that the Content-Security-Policy can stay at 'self'.
    assetsInlineLimit: 0,
    // The polyfill is an inline script; every browser that runs es2023 preloads modules itself.
    modulePreload: { polyfill: false },
  },
  server: { proxy: { '/v1': 'http://127.0.0.1:3000' } },
})
