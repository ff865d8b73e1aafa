import { describeValue } from '../../payload/payload-check.ts'

/** What a decoder gave for one field, before units: a number, or that there is no value. */
export type Raw =
  | { is: 'number'; value: number; unit: string | undefined }
  | { is: 'text'; text: string }
  | { is: 'nothing' }
  | { is: 'wrong'; words: string }

// A value with its unit is short; a longer text is no number.
const textMax = 100
const numberThenUnit = /^([+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d{1,3})?)\s*(.*)$/su

const wrong = (words: string): Raw => ({ is: 'wrong', words })

function readNumber(value: number, unit: string | undefined): Raw {
  if (Number.isFinite(value)) return { is: 'number', value, unit }
  return wrong(`expected a number, got ${describeValue(value)}`)
}

function readText(text: string, unit: string | undefined): Raw {
  const match = text.length <= textMax ? numberThenUnit.exec(text) : null
  if (!match) return { is: 'text', text }
  const own = match[2] || undefined
  // `{value: "12 mm", unit: "cm"}` says two things.
  if (own !== undefined && unit !== undefined) return wrong(`two units, "${own}" and "${unit}"`)
  return readNumber(Number(match[1]), own ?? unit)
}

/** `{value, unit}` as some decoders write every value. */
function readPair(pair: object): Raw {
  if (!('value' in pair)) return wrong('expected a value, got an object without "value"')
  const { value, unit } = pair as { value: unknown; unit?: unknown }
  if (unit !== undefined && typeof unit !== 'string') {
    return wrong(`unit: expected a text, got ${describeValue(unit)}`)
  }
  return readScalar(value, unit)
}

function readScalar(value: unknown, unit: string | undefined): Raw {
  if (typeof value === 'number') return readNumber(value, unit)
  if (typeof value === 'string') return readText(value.trim(), unit)
  if (value === null) return { is: 'nothing' }
  return wrong(`expected a number, got ${describeValue(value)}`)
}

/** Reads `1211`, `"1211"`, `"2000 mm"`, `{value: 2000, unit: "mm"}`; never throws. */
export function readRaw(value: unknown): Raw {
  const isPair = typeof value === 'object' && value !== null && !Array.isArray(value)
  return isPair ? readPair(value) : readScalar(value, undefined)
}
