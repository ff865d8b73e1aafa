import type { Random } from '#domain/kinds/simulation.ts'

/** JSON that stands where a number is expected; some are numbers that a gauge may send. */
const oddValues = [
  'null',
  'true',
  '"1"',
  '""',
  '[]',
  '{}',
  '-0',
  '-1',
  '0.1',
  '1.5e1',
  '1e999',
  '-1e-999',
  '99999999999999999999',
  '"\\u0000"',
  '[[[[[[[[[[]]]]]]]]]]',
] as const
const oddKeys = ['', 'TS', 'level', '__proto__', 'constructor', '\\u0000', 'ts '] as const

const pick = (list: readonly string[], random: Random): string =>
  list[Math.floor(random() * list.length)] ?? ''

/**
 * JSON that differs from a reading in what it says: a field of another value, missing, twice or of
 * another name, or readings in an array. Text, because objects cannot say all of that.
 */
export function createOddReading(reading: object, random: Random): string {
  const fields = Object.entries(reading).map(([key, value]) => `"${key}":${JSON.stringify(value)}`)
  const at = Math.floor(random() * fields.length)
  const [key = '""'] = fields[at]?.split(':') ?? []
  const value = pick(oddValues, random)
  const join = (all: readonly string[]) => `{${all.join(',')}}`
  switch (Math.floor(random() * 6)) {
    case 0:
      return join(fields.with(at, `${key}:${value}`))
    case 1:
      return join(fields.toSpliced(at, 1))
    case 2:
      return join([...fields, `${key}:${value}`])
    case 3:
      return join([...fields, `"${pick(oddKeys, random)}":${value}`])
    case 4:
      return join(fields.with(at, `"${pick(oddKeys, random)}":1`))
    default:
      return `[${join(fields)},${value},${join(fields)}]`
  }
}
