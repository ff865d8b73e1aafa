/** Longer names are shortened where many stand together; the whole one is at hand there. */
const shownMax = 24
/** So much is left of what stands before a bracket. */
const headMin = 8

/** What stands in brackets at the end: the id, where two devices have one name. */
const bracketed = /\s?[（(][^（()）]*[)）]$/

const segmenter = new Intl.Segmenter('ja')
/** As people count them: a letter with its accent, or with its variant, is one. */
const characters = (text: string) => Array.from(segmenter.segment(text), ({ segment }) => segment)

/** A name for maps and lists: of more than 24 characters the beginning, and what stands in brackets. */
export function shortenName(name: string): string {
  if (characters(name).length <= shownMax) return name
  const [tail = ''] = bracketed.exec(name) ?? []
  const head = characters(name.slice(0, name.length - tail.length))
  const room = Math.max(headMin, shownMax - characters(tail).length - 1)
  return head.length <= room ? name : `${head.slice(0, room).join('')}…${tail}`
}
