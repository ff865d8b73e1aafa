import { randomInt } from 'node:crypto'
import { parseArgs } from 'node:util'
import type { Effort } from './scenario.ts'

export interface Options {
  effort: Effort
  /** Ids to run; undefined for all. */
  scenarios: readonly string[] | undefined
  seed: number
  json: string | undefined
}

const seedMax = 2 ** 32

/** Reads the command line; throws with a sentence for a person where it makes no sense. */
export function parseOptions(args: readonly string[], known: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      glance: { type: 'boolean', default: false },
      full: { type: 'boolean', default: false },
      scenario: { type: 'string', multiple: true },
      seed: { type: 'string' },
      json: { type: 'string' },
    },
  })
  const named = values.scenario?.flatMap((text) => text.split(',')).map((id) => id.toUpperCase())
  const unknown = named?.find((id) => !known.includes(id))
  if (unknown !== undefined) throw new Error(`--scenario is one of: ${known.join(', ')}`)
  return {
    effort: readEffort(values),
    scenarios: named,
    seed: readSeed(values.seed),
    json: values.json,
  }
}

function readEffort({ glance, full }: { glance: boolean; full: boolean }): Effort {
  if (glance && full) throw new Error('--glance and --full exclude each other')
  return full ? 'full' : glance ? 'glance' : 'short'
}

function readSeed(text: string | undefined): number {
  const seed = text === undefined ? randomInt(seedMax) : Number(text)
  if (!Number.isInteger(seed) || seed < 0 || seed >= seedMax) {
    throw new Error(`--seed is a whole number below ${seedMax}`)
  }
  return seed
}
