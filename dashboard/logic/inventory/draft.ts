import type { Labels } from '#domain/words/labels.ts'

/** What somebody typed into a form, by field; a box is `yes` or empty. */
export type Draft = Readonly<Record<string, string>>

/** What is wrong with what was typed, by field. */
export type Faults = Readonly<Record<string, Labels>>

/** A part of a form that is about `S`: what it begins with, and what is wrong with what was typed. */
export interface Sheet<S> {
  read(source: S): Draft
  check(draft: Draft): Faults
}

export const isSameDraft = (a: Draft, b: Draft): boolean =>
  [...new Set([...Object.keys(a), ...Object.keys(b)])].every(
    (key) => textIn(a, key) === textIn(b, key),
  )

/** True where one of the fields is another than at the beginning. */
export const isChanged = (draft: Draft, base: Draft, ...keys: readonly string[]): boolean =>
  keys.some((key) => textIn(draft, key) !== textIn(base, key))

export const textIn = (draft: Draft, key: string): string => (draft[key] ?? '').trim()

/** Null where a field is empty. */
export const wordsIn = (draft: Draft, key: string): string | null => textIn(draft, key) || null

export const isTicked = (draft: Draft, key: string): boolean => draft[key] === 'yes'
export const tick = (isOn: boolean): string => (isOn ? 'yes' : '')

/**
 * A number as people in Japan type it: full-width digits and minus signs count. Null where the field
 * is empty, NaN where it is no number.
 */
export function numberIn(draft: Draft, key: string): number | null {
  const text = textIn(draft, key)
    .normalize('NFKC')
    .replaceAll(/[−‐ー]/g, '-')
    .replaceAll(',', '')
  if (text === '') return null
  return /^[-+]?(\d+\.?\d*|\.\d+)$/.test(text) ? Number(text) : Number.NaN
}

/** A number as a field shows it. */
export const typed = (value: number | null | undefined): string =>
  value === null || value === undefined ? '' : String(value)

/** What is wrong where a field holds something that is no number. */
export const notANumber: Labels = {
  ja: '数字で入力してください。',
  en: 'Enter a number.',
}

/** Faults of all these fields that hold no number. */
export function listNumberFaults(draft: Draft, keys: readonly string[]): Record<string, Labels> {
  const wrong = keys.filter((key) => Number.isNaN(numberIn(draft, key)))
  return Object.fromEntries(wrong.map((key) => [key, notANumber]))
}

const dayPattern = /^\d{4}-\d{2}-\d{2}$/

/** What is wrong with a day; undefined for one that exists, and for none. */
export function findDayFault(day: string): Labels | undefined {
  const ts = Date.parse(`${day}T00:00:00Z`)
  const isDay =
    dayPattern.test(day) && !Number.isNaN(ts) && new Date(ts).toISOString().startsWith(day)
  if (day === '' || isDay) return undefined
  return { ja: '日付を確かめてください。', en: 'Check the date.' }
}
