import { describeValue } from '../../payload/payload-check.ts'
import type { Refusal } from '../../words/refusal.ts'
import { isOutside } from './outside.ts'
import { parsePaths, readFirst, type Found, type Paths } from './path.ts'
import type { Condition, Scalar } from './profile.ts'
import { readRaw } from './read-raw.ts'

/** A condition of a profile, ready for many uplinks. */
export interface Test {
  /** The first of its paths that leads to a value; that is what holds, or does not. */
  find(decoded: unknown): Found
  holds(found: Found): boolean
  /** What it wants, for people: `1 or 2`, `a value`. */
  wanted: string
}

function compileHolds({ one_of: oneOf, absent, ...range }: Condition): Test['holds'] {
  if (absent) return ({ value }) => value === undefined
  if (oneOf) return ({ value }) => oneOf.includes(value as Scalar)
  if (range.below === undefined && range.above === undefined) {
    return ({ value }) => value !== undefined
  }
  return ({ value }) => {
    const raw = readRaw(value)
    return raw.is === 'number' && isOutside(raw.value, range)
  }
}

function sayWanted({ one_of: oneOf, absent, below, above }: Condition): string {
  if (absent) return 'nothing'
  if (oneOf) return oneOf.map(describeValue).join(' or ')
  const limits = [
    ...(below === undefined ? [] : [`a number below ${below}`]),
    ...(above === undefined ? [] : [`a number above ${above}`]),
  ]
  return limits.join(' or ') || 'a value'
}

function compileCondition(condition: Condition, place: string): Test | Refusal {
  const paths: Paths | { error: string } = parsePaths(condition.path)
  if ('error' in paths) return { code: 'profile_invalid', detail: `${place}: ${paths.error}` }
  return {
    find: (decoded) => readFirst(decoded, paths),
    holds: compileHolds(condition),
    wanted: sayWanted(condition),
  }
}

/** Makes tests of conditions; `place` is the name they stand under, for the refusal. */
export function compileConditions(
  conditions: readonly Condition[] = [],
  place: string,
): readonly Test[] | Refusal {
  const tests: Test[] = []
  for (const condition of conditions) {
    const test = compileCondition(condition, place)
    if ('code' in test) return test
    tests.push(test)
  }
  return tests
}
