import { spellAddress } from '../spell-address.ts'
import { parseTimestamp } from '../../readings/timestamp.ts'
import type { CellFault, CellValue, InventoryColumn } from './column.ts'

type Parse = InventoryColumn['parse']

/** A cell may hold a whole file, where a quote was forgotten. */
const quotedMax = 40
const shorten = (text: string) => (text.length > quotedMax ? `${text.slice(0, quotedMax)}…` : text)

const fault = (ja: string, en: string): CellFault => ({ fault: { ja, en } })

// Also as we write very small ones: 1e-7.
const number = /^[+-]?\d+(\.\d+)?(e-?\d+)?$/

/** What somebody meant who typed in full-width characters. */
const narrowOf = (text: string): string => text.normalize('NFKC').replaceAll(/[ー−‐]/g, '-')

/**
 * The fault of a cell that would be right in half-width characters is told by that name: who sees
 * `３．２` and below it `not a number` looks for another mistake.
 */
function faultOf(text: string, isRight: (narrow: string) => boolean, other: CellFault): CellFault {
  const narrow = narrowOf(text)
  if (narrow === text || !isRight(narrow)) return other
  return fault(
    `「${shorten(text)}」は全角です。半角で ${narrow} と書いてください`,
    `"${shorten(text)}" is in full-width characters: write ${narrow}`,
  )
}

/** A number as it is. */
export const parseNumber: Parse = (text) => {
  if (number.test(text)) return Number(text)
  const wrong = fault(
    `「${shorten(text)}」は数ではありません`,
    `"${shorten(text)}" is not a number`,
  )
  return faultOf(text, (narrow) => number.test(narrow), wrong)
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

/** First year of 令和, less one. */
const reiwaBegins = 2018

/** Year, month and day of the ways in which a city hall writes them. */
function readDay(text: string): string | undefined {
  const [, year, reiwa, month = '', day = ''] =
    /^(?:(\d{4})|(?:令和|R)(\d{1,2}|元))[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text) ?? []
  const full = year ?? String(reiwaBegins + Number(reiwa === '元' ? 1 : reiwa))
  const written = `${full}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return typeof parseTimestamp(`${written}T00:00:00Z`) === 'number' ? written : undefined
}

/** A day, also as spreadsheets of Japan write it back (`2026/6/1`), and by its era. */
export const parseDay: Parse = (text): CellValue | CellFault => {
  const wrong = fault(
    `「${shorten(text)}」は日付ではありません（例 2026-06-01）`,
    `"${shorten(text)}" is no day; write 2026-06-01`,
  )
  return readDay(text) ?? faultOf(text, (narrow) => readDay(narrow) !== undefined, wrong)
}

/** A far address, as `readAddress` spells it: a DevEUI as stickers print it is one of small letters. */
export const parseAddress: Parse = (text) => {
  // Of 16 digits a spreadsheet makes a number, and writes back the first six of them.
  if (/^\d(\.\d+)?E\+\d+$/i.test(text)) {
    return fault(
      `「${text}」は表計算ソフトが数に変えた値です。列を文字列にして書き直してください`,
      `"${text}" is what a spreadsheet made of it: format the column as text and write it again`,
    )
  }
  return spellAddress(text)
}
