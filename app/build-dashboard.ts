import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, globSync, mkdirSync, rmSync, statSync, utimesSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { swapFolder } from './swap-folder.ts'

const root = resolve(import.meta.dirname, '..')
const vite = join(root, 'node_modules/vite/bin/vite.js')

/** Where the built pages lie. */
export const dashboardFolder = join(root, 'dist/dashboard')
const builtPage = join(dashboardFolder, 'index.html')

/** `fresh` was up to date, `built` is new, `kept` is an older one, `none`: there are no pages. */
export type DashboardState = 'fresh' | 'built' | 'kept' | 'none'

/** How the pages that are there compare with their sources. */
export function findDashboard(): Exclude<DashboardState, 'built'> {
  const built = statSync(builtPage, { throwIfNoEntry: false })
  if (!built) return 'none'
  return newestSourceMs() <= built.mtimeMs ? 'fresh' : 'kept'
}

/**
 * Builds the pages if their sources are newer. Without the build tool (an installation without
 * development packages) what is there is used. `env` is that of the caller's process.
 */
export async function buildDashboard(env: NodeJS.ProcessEnv): Promise<DashboardState> {
  const found = findDashboard()
  if (found === 'fresh') return found
  const built = existsSync(vite) && (await runVite(env))
  if (built) return 'built'
  return found
}

function newestSourceMs(): number {
  const sources = globSync(['dashboard/**/*', 'domain/**/*.ts', 'package-lock.json'], { cwd: root })
  return Math.max(...sources.map((path) => statSync(join(root, path)).mtimeMs))
}

/** Builds beside the old pages and swaps: a server that runs on them never sees half of it. */
async function runVite(env: NodeJS.ProcessEnv): Promise<boolean> {
  const draft = join(root, `dist/dashboard-${process.pid}`)
  mkdirSync(draft, { recursive: true })
  const begun = new Date()
  try {
    const args = [
      vite,
      'build',
      'dashboard',
      '--outDir',
      draft,
      '--emptyOutDir',
      '--logLevel',
      'error',
    ]
    const child = spawn(process.execPath, args, {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit'],
      // Whoever starts it, a test runner too: the pages are those that a city gets.
      env: { ...env, NODE_ENV: 'production' },
    })
    const [code] = (await once(child, 'exit')) as [number | null]
    if (code !== 0) return false
    // As old as what it was made of: a change to the sources since then needs another build.
    utimesSync(join(draft, 'index.html'), begun, begun)
    swapFolder({ draft, target: dashboardFolder, isGood: () => findDashboard() === 'fresh' })
    return true
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
}
