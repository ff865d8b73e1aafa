import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { shareBrowser } from '#test/support/share-browser.ts'
import { hasJapaneseFont } from './has-japanese-font.ts'
import { createHurriedClock } from './hurried-clock.ts'
import { packPng } from './pack-png.ts'

let browser: Browser
let page: Page

beforeAll(async () => {
  browser = await shareBrowser()
  page = await browser.newPage({ viewport: { width: 120, height: 120 } })
})
afterAll(() => page.close())

/** The colours of every pixel, as the browser itself reads a picture; as text, to compare at once. */
const readPixels = (png: Buffer) =>
  page.evaluate<string>(`(async () => {
    const image = new Image()
    image.src = 'data:image/png;base64,${png.toString('base64')}'
    await image.decode()
    const canvas = document.createElement('canvas')
    canvas.width = image.width
    canvas.height = image.height
    const context = canvas.getContext('2d')
    context.drawImage(image, 0, 0)
    return context.getImageData(0, 0, image.width, image.height).data.join()
  })()`)

describe('a packed picture', () => {
  it('is smaller, and the same to every pixel', async () => {
    await page.setContent(
      `<h1 style="color: teal">水位 2.58 m</h1>
       <div style="height: 80px; background: linear-gradient(45deg, red, blue)"></div>`,
    )
    const png = await page.screenshot()
    const packed = packPng(png)
    expect(packed.length).toBeLessThan(png.length)
    expect(await readPixels(packed)).toBe(await readPixels(png))
  })

  it('is nothing but a PNG of 8-bit RGB', () => {
    expect(() => packPng(Buffer.from('GIF89a'))).toThrow('not a PNG')
  })
})

describe('a browser', () => {
  it('without a Japanese font is found out before it takes pictures of empty boxes', async () => {
    expect(await hasJapaneseFont(page)).toBe(true)
    // Letters of a planet without fonts: in the private area every one is the same box.
    const boxes = {
      evaluate: (script: string) => page.evaluate(script.replaceAll(/[水位計]/g, '\uE001')),
    }
    expect(await hasJapaneseFont(boxes as Page)).toBe(false)
  })
})

describe('the clock of the pictures', () => {
  it('stands, hurries to its moment when told, and stands again', () => {
    let atMs = 500
    const clock = createHurriedClock({ fromTs: 1_000, toTs: 61_000, speed: 60 }, () => atMs)
    atMs = 900
    expect(clock.city.now()).toBe(1_000)
    clock.start()
    atMs = 1_400
    expect([clock.city.now(), clock.city.monotonicMs(), clock.fleet.monotonicMs()]).toEqual([
      31_000, 1_400, 31_000,
    ])
    atMs = 9_000
    expect(clock.fleet.now()).toBe(61_000)
  })
})
