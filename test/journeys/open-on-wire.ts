import { startCuttableWire, type CuttableWire } from './cuttable-wire.ts'
import type { OpenOptions, OpenPage, StartedPages } from './start-pages.ts'

export interface PageOnWire extends Pick<OpenPage, 'page'> {
  wire: CuttableWire
  close(): Promise<void>
}

/** Opens a page, live, through a wire that can be cut; its clock waits for the story. */
export async function openOnWire(
  pages: StartedPages,
  path: string,
  options: OpenOptions = {},
): Promise<PageOnWire> {
  const wire = await startCuttableWire(pages.city.url)
  const { origin } = wire
  const { page, context } = await pages.open(path, { ...options, origin, hasOwnClock: true })
  await page.locator('.connection-live').waitFor()
  return {
    page,
    wire,
    async close() {
      await context.close()
      await wire.close()
    },
  }
}
