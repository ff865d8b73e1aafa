import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { hasJapaneseFont } from './has-japanese-font.ts'
import { packPng } from './pack-png.ts'
import { pictures, type Picture } from './pictures.ts'
import { pictureTs, startStorm } from './start-storm.ts'

/** The pictures cannot be taken on this machine; the message says why and what to do. */
export class PictureError extends Error {}

export interface TakeOptions {
  browser: Browser
  /** Where the pictures go. */
  folder: string
  /** How much of the storm is played before they are taken, ms. */
  playedMs: number
}

/** Takes every picture anew; resolves with the files. Rejects with `PictureError`. */
export async function takePictures(options: TakeOptions): Promise<string[]> {
  await requireJapaneseFont(options.browser)
  mkdirSync(options.folder, { recursive: true })
  const storm = await startStorm(options.playedMs)
  const files: string[] = []
  try {
    for (const picture of pictures) files.push(await take(options, storm.city.url, picture))
  } finally {
    await storm.close()
  }
  return files
}

async function requireJapaneseFont(browser: Browser): Promise<void> {
  const page = await browser.newPage()
  const found = await hasJapaneseFont(page)
  await page.close()
  if (found) return
  throw new PictureError(
    '日本語のフォントがありません。fonts-ipafont-gothic などを入れてください\n' +
      'No Japanese font here: install one, such as fonts-ipafont-gothic',
  )
}

async function take({ browser, folder }: TakeOptions, url: string, picture: Picture) {
  const { name, address, viewport, bytesMax } = picture
  const context = await browser.newContext({
    viewport,
    locale: 'ja-JP',
    colorScheme: 'light',
    reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  await page.clock.setFixedTime(pictureTs)
  // Trends are asked for once the list is drawn.
  await page.goto(url + address, { waitUntil: 'networkidle' })
  await untilDrawn(page)
  const path = join(folder, `${name}.png`)
  const png = packPng(await page.screenshot())
  await context.close()
  if (png.length > bytesMax) {
    throw new PictureError(`${path}: ${png.length} bytes, more than ${bytesMax}`)
  }
  writeFileSync(path, png)
  return path
}

/** The dashboard says itself when everything is drawn. */
const untilDrawn = (page: Page) =>
  page.locator('html[data-idle="true"]').waitFor({ state: 'attached' })
