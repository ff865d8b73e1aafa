import { parseTimestamp } from '../../readings/timestamp.ts'
import type { CellFault, CellValue, InventoryColumn } from './column.ts'

type Parse = InventoryColumn['parse']

/** A cell may hold a whole file, where a quote was forgotten. */
const quotedMax = 40
const shorten = (text: string) => (text.length > quotedMax ? `${text.slice(0, quotedMax)}…` : text)

const fault = (ja: string, en: string): CellFault => ({ fault: { ja, en } })

// Also as we write very small ones: 1e-7.
const number = /^[+-]?\d+(\.\d+)?(e-?\d+)?$/

/**
 * A number as it is. What looks like one in full-width characters is refused by that name: who sees
 * `３．２` in a cell and `not a number` below it looks for the wrong mistake.
 */
export const parseNumber: Parse = (text) => {
  if (number.test(text)) return Number(text)
  const narrow = text.normalize('NFKC').replaceAll('ー', '-').replaceAll('−', '-')
  if (narrow !== text && number.test(narrow)) {
    return fault(
      `「${text}」は全角です。半角で ${narrow} と書いてください`,
      `"${text}" is in full-width characters: write ${narrow}`,
    )
  }
  return fault(`「${shorten(text)}」は数ではありません`, `"${shorten(text)}" is not a number`)
}

/** Text up to a length, its line ends kept. */
export function parseText(maxChars: number): Parse {
  return (text) =>
    text.length <= maxChars
      ? text
      : fault(`${maxChars}文字以内にしてください`, `at most ${maxChars} characters`)
}

/** One of some words, in any of their spellings; what a spreadsheet makes of TRUE included. */
export function parseWord(spellings: Readonly<Record<string, readonly string[]>>): Parse {
  const known = new Map(
    Object.entries(spellings).flatMap(([word, others]) =>
      [word, ...others].map((spelling) => [plainOf(spelling), word] as const),
    ),
  )
  const list = Object.entries(spellings).map(([word, [ja]]) => (ja ? `${word}（${ja}）` : word))
  return (text) =>
    known.get(plainOf(text)) ??
    fault(
      `「${shorten(text)}」は ${list.join('、')} のどれでもありません`,
      `"${shorten(text)}" is none of ${Object.keys(spellings).join(', ')}`,
    )
}

/** Letters alike that people do not tell apart: width and case. */
export const plainOf = (text: string): string => text.normalize('NFKC').trim().toLowerCase()

const yesNo = parseWord({
  true: ['はい', 'yes', '1', '○', '〇'],
  false: ['いいえ', 'no', '0', '×'],
})

export const parseYesNo: Parse = (text) => {
  const word = yesNo(text)
  return typeof word === 'string' ? word === 'true' : word
}

/** A day, also as spreadsheets of Japan write it back: `2026/6/1`. */
export const parseDayCell: Parse = (text): CellValue | CellFault => {
  const [, year = '', month = '', day = ''] = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})$/.exec(text) ?? []
  const written = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  if (typeof parseTimestamp(`${written}T00:00:00Z`) === 'number') return written
  return fault(
    `「${shorten(text)}」は日付ではありません（例 2026-06-01）`,
    `"${shorten(text)}" is no day; write 2026-06-01`,
  )
}
