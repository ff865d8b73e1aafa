import { findFact } from '#domain/devices/facts.ts'
import type { DevicePatchRequest, InventoryItem } from '#domain/wire/inventory.ts'
import type { Labels } from '#domain/words/labels.ts'
import { notANumber, numberIn, textIn, type Draft, type Sheet } from './draft.ts'

type FactValue = NonNullable<InventoryItem['facts']>[string]

const prefix = 'fact.'
export const factKey = (name: string): string => `${prefix}${name}`

/** The facts of a form, by name. */
export const factNames = (draft: Draft): string[] =>
  Object.keys(draft).flatMap((key) => (key.startsWith(prefix) ? [key.slice(prefix.length)] : []))

const namePattern = /^[a-z][a-z0-9_]{0,63}$/
const wrongName: Labels = {
  ja: '項目名は小文字の英字で始め、英数字と _ だけにしてください。',
  en: 'A name begins with a small letter and holds a-z, 0-9 and _.',
}
const takenName: Labels = { ja: 'この項目はすでにあります。', en: 'This one is there already.' }

/** What is wrong with the name of one more fact. */
export function findFactNameFault(name: string, draft: Draft): Labels | undefined {
  if (!namePattern.test(name)) return wrongName
  return factNames(draft).includes(name) ? takenName : undefined
}

/** Numbers stay numbers, and what was true or false stays so; all else is text. */
function factIn(draft: Draft, name: string, known: FactValue | undefined): FactValue {
  const text = textIn(draft, factKey(name))
  if (text === '') return null
  if (findFact(name)?.type === 'number' || typeof known === 'number') {
    return numberIn(draft, factKey(name))
  }
  const isYesNo = Object.hasOwn(wordsOf(name), 'true') || typeof known === 'boolean'
  return isYesNo && (text === 'true' || text === 'false') ? text === 'true' : text
}

/** The words of a fact that can only be one of some. */
export function wordsOf(name: string): Readonly<Record<string, Labels>> {
  const fact = findFact(name)
  return fact?.type === 'word' ? fact.words : {}
}

/** 機器の情報. */
export const factSheet: Sheet<InventoryItem> = {
  read: ({ facts }) =>
    Object.fromEntries(
      Object.entries(facts ?? {}).map(([name, value]) => [factKey(name), String(value ?? '')]),
    ),
  check(draft) {
    const wrong = factNames(draft).filter(
      (name) => findFact(name)?.type === 'number' && Number.isNaN(numberIn(draft, factKey(name))),
    )
    return Object.fromEntries(wrong.map((name) => [factKey(name), notANumber]))
  },
}

export function factPatch(draft: Draft, { facts: known }: InventoryItem): DevicePatchRequest {
  const facts = factNames(draft).flatMap((name) => {
    const value = factIn(draft, name, known?.[name])
    return value === null ? [] : [[name, value] as const]
  })
  return { facts: facts.length > 0 ? Object.fromEntries(facts) : null }
}
