import { defineConfig, type Plugin } from 'vite'
import { pages } from './pages.ts'

/** The one document under the name of every page: the server shows `status.html` at `/status`. */
const pageDocuments: Plugin = {
  name: 'page-documents',
  generateBundle: {
    order: 'post',
    handler(_, bundle) {
      const index = bundle['index.html']
      if (index?.type !== 'asset') throw new Error('the build has no index.html')
      const addresses = pages.flatMap(({ path, alias }) => [path, ...(alias ? [alias] : [])])
      for (const path of new Set(addresses.filter((path) => path !== '/'))) {
        this.emitFile({ type: 'asset', fileName: `${path.slice(1)}.html`, source: index.source })
      }
    },
  },
}

/** Builds the dashboard into dist/dashboard, where the API serves it from. */
export default defineConfig({
  root: new URL('.', import.meta.url).pathname,
  plugins: [pageDocuments],
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
