import { existsSync, mkdirSync, mkdtempSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { build } from 'vite'
import { swapFolder } from '#app/swap-folder.ts'

const root = resolve(import.meta.dirname, '../../..')
const cache = join(root, 'node_modules/.cache')
const entries = { index: 'typebox', compile: 'typebox/compile', error: 'typebox/error' }

/** As the package says it, so that another one gets files of its own. */
function readVersion(): string {
  const text = readFileSync(join(root, 'node_modules/typebox/package.json'), 'utf8')
  return (JSON.parse(text) as { version: string }).version
}

/**
 * The seven hundred small files of typebox in a few, bundled once for each version: to open them all
 * is most of what a short command costs. Gives the option with which Node takes them from there.
 */
export async function bundleTypebox(): Promise<string> {
  const target = join(cache, `typebox-${readVersion()}`)
  if (!existsSync(target)) {
    mkdirSync(cache, { recursive: true })
    const draft = mkdtempSync(`${target}-`)
    await build({
      root,
      configFile: false,
      logLevel: 'error',
      ssr: { noExternal: true },
      build: { ssr: true, outDir: draft, rollupOptions: { input: entries } },
    })
    swapFolder({ draft, target, isGood: () => true })
  }
  const hook = new URL('./take-bundled.mjs', import.meta.url)
  hook.searchParams.set('from', target)
  return `--import=${hook.href}`
}
