import { findFact, type Fact } from '#domain/devices/facts.ts'
import type { TextOf, Words } from '../../words/words.ts'
import type { CityDevice } from './city-device.ts'
import { formatNumber } from '../value/figure.ts'

/** A fact as it is printed; the key stays the registry's own. */
export interface FactLine {
  key: string
  label: string
  text: string
}

type FactValue = string | number | boolean

/** The facts of a device in words. One that nobody described is shown as the registry has it. */
export function factLines(
  facts: CityDevice['facts'],
  { textOf, words }: { textOf: TextOf; words: Words },
): FactLine[] {
  return Object.entries(facts ?? {}).flatMap(([key, value]) => {
    const fact = findFact(key)
    if (value === null || value === undefined || fact?.type === 'technical') return []
    const known = fact && knownText(value, fact, textOf)
    return { key, label: textOf(fact?.label) ?? key, text: known ?? rawText(value, words) }
  })
}

/** Undefined where the value is none that the fact describes. */
function knownText(value: FactValue, fact: Fact, textOf: TextOf): string | undefined {
  if (fact.type === 'word') {
    const word = String(value)
    return Object.hasOwn(fact.words, word) ? textOf(fact.words[word]) : undefined
  }
  if (fact.type !== 'number' || typeof value !== 'number') return undefined
  return `${formatNumber(value, fact.decimals)} ${textOf(fact.unit) ?? ''}`.trim()
}

function rawText(value: FactValue, { panel }: Words): string {
  if (typeof value === 'boolean') return value ? panel.yes : panel.no
  return String(value)
}
