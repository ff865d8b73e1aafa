import type { Refusal } from '#domain/words/refusal.ts'
import { accountLimits } from '../limits.ts'
import { worstWords } from './worst.ts'

/** As it is hashed: what an input method writes in full width is the same password. */
export const foldPassword = (password: string): string => password.normalize('NFKC')

const rows = ['abcdefghijklmnopqrstuvwxyz', '01234567890123456789', 'qwertyuiopasdfghjklzxcvbnm']
const backwards = (text: string) => Array.from(text).toReversed().join('')
const straight = [...rows, ...rows.map(backwards)]

/** Fewer than so many characters, each as often as one likes, is a pattern and no password. */
const distinctMin = 5

const weak = (ja: string, en: string): Refusal => ({
  code: 'password_weak',
  detail: `password: ${ja} / ${en}`,
})

/** Whether `text` is made of the given words and of digits or signs around them, nothing else. */
function isMadeOf(text: string, words: readonly string[]): boolean {
  let rest = text
  for (const word of words) rest = rest.replaceAll(word, '')
  // A year, a number or an exclamation mark behind a word is what everybody adds.
  return rest.length < text.length && rest.replaceAll(/[\d\p{P}\p{S}]/gu, '').length <= 1
}

/** Why a password may not be chosen; undefined for a good one. Length is all that is asked for. */
export function refuseWeak(password: string, names: readonly string[]): Refusal | undefined {
  const text = foldPassword(password)
  const { passwordMin, passwordMax } = accountLimits
  const { length } = Array.from(text)
  if (length < passwordMin) {
    return weak(`${passwordMin}文字以上にしてください`, `${passwordMin} characters or more`)
  }
  if (length > passwordMax) {
    return weak(`${passwordMax}文字までです`, `at most ${passwordMax} characters`)
  }
  const lower = text.toLowerCase()
  const isPattern = new Set(lower).size < distinctMin || straight.some((row) => row.includes(lower))
  // The longest first, so that nothing of a longer word stays behind.
  const words = [...worstWords, ...names.map((name) => name.toLowerCase()).filter(Boolean)]
  const longestFirst = words.toSorted((a, b) => b.length - a.length)
  if (!isPattern && !isMadeOf(lower, longestFirst)) return undefined
  return weak(
    'すぐに推測されるパスワードです。関係のない語をいくつか並べてください',
    'too easily guessed: string some unrelated words together',
  )
}
