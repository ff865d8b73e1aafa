import { parseArgs } from 'node:util'

export const scenarioNames = [
  'ingest',
  'live',
  'connections',
  'queries',
  'growth',
  'archive',
  'bridge',
  'soak',
  'upgrade',
] as const
export type ScenarioName = (typeof scenarioNames)[number]

/** How long and how often: the whole truth, or a quick look that everything still runs. */
export interface Effort {
  /** `smoke` shows that everything still runs, `full` takes the largest data. */
  name: 'smoke' | 'usual' | 'full'
  warmUpMs: number
  measureMs: number
  rounds: number
}

export interface Options {
  scenarios: readonly ScenarioName[]
  effort: Effort
  json: string | undefined
  markdown: string | undefined
  /** Folder for CPU profiles of the server's threads; figures are then slower than they are. */
  profile: string | undefined
}

const usual: Effort = { name: 'usual', warmUpMs: 3_000, measureMs: 10_000, rounds: 3 }
const full: Effort = { ...usual, name: 'full' }
const smoke: Effort = { name: 'smoke', warmUpMs: 2_500, measureMs: 3_000, rounds: 1 }

/** Reads the command line; throws with a sentence for a person where it makes no sense. */
export function parseOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      smoke: { type: 'boolean', default: false },
      full: { type: 'boolean', default: false },
      scenario: { type: 'string', multiple: true },
      json: { type: 'string' },
      markdown: { type: 'string' },
      profile: { type: 'string' },
    },
  })
  if (values.smoke && values.full) throw new Error('--smoke and --full exclude each other')
  const wanted = values.scenario?.flatMap((text) => text.split(',')) ?? scenarioNames
  const named = scenarioNames.filter((name) => wanted.includes(name))
  if (named.length < wanted.length) {
    throw new Error(`--scenario is one of: ${scenarioNames.join(', ')}`)
  }
  return {
    scenarios: named,
    effort: values.smoke ? smoke : values.full ? full : usual,
    json: values.json,
    markdown: values.markdown,
    profile: values.profile,
  }
}
