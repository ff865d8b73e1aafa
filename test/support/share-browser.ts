import type { Browser } from 'playwright-core'
import { startBrowser } from './browser.ts'

let shared: Promise<Browser> | undefined

/**
 * The one browser of this process, for the test files that run in it one after the other. Whoever
 * opens a context closes it; the browser ends with the process.
 */
export function shareBrowser(): Promise<Browser> {
  shared ??= startBrowser()
  return shared
}
