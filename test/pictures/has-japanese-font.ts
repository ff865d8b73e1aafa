import type { Page } from 'playwright-core'

/** Draws three letters one by one; without a font for them each is the same empty box. */
const script = `(() => {
  const canvas = document.createElement('canvas')
  const context = canvas.getContext('2d')
  context.font = '32px sans-serif'
  const draw = (letter) => {
    context.clearRect(0, 0, canvas.width, canvas.height)
    context.fillText(letter, 8, 48)
    return canvas.toDataURL()
  }
  return new Set(['水', '位', '計'].map(draw)).size === 3
})()`

/** Can this browser write Japanese? */
export function hasJapaneseFont(page: Pick<Page, 'evaluate'>): Promise<boolean> {
  return page.evaluate<boolean>(script)
}
