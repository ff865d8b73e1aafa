/** Code points from here on (CJK, kana, full width) are as wide as the font is high. */
const wideFrom = 0x2e80
const narrowWidth = 0.56

/**
 * Width of a text in multiples of its font size, estimated without a canvas: good to a tenth,
 * which is enough to keep labels apart.
 */
export function textWidth(text: string): number {
  let width = 0
  for (const character of text) {
    width += (character.codePointAt(0) ?? 0) >= wideFrom ? 1 : narrowWidth
  }
  return width
}
