import { parseArgs } from 'node:util'

export const scenarioNames = ['ingest', 'live'] as const
export type ScenarioName = (typeof scenarioNames)[number]

/** How long and how often: the whole truth, or a quick look that everything still runs. */
export interface Effort {
  warmUpMs: number
  measureMs: number
  rounds: number
}

export interface Options {
  scenarios: readonly ScenarioName[]
  effort: Effort
  smoke: boolean
  json: string | undefined
  markdown: string | undefined
  /** Folder for CPU profiles of the server's threads; figures are then slower than they are. */
  profile: string | undefined
}

const full: Effort = { warmUpMs: 3_000, measureMs: 10_000, rounds: 3 }
const smoke: Effort = { warmUpMs: 2_500, measureMs: 3_000, rounds: 1 }

/** Reads the command line; throws with a sentence for a person where it makes no sense. */
export function parseOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      smoke: { type: 'boolean', default: false },
      scenario: { type: 'string' },
      json: { type: 'string' },
      markdown: { type: 'string' },
      profile: { type: 'string' },
    },
  })
  const named = scenarioNames.find((name) => name === values.scenario)
  if (values.scenario !== undefined && !named) {
    throw new Error(`--scenario is one of: ${scenarioNames.join(', ')}`)
  }
  return {
    scenarios: named ? [named] : scenarioNames,
    effort: values.smoke ? smoke : full,
    smoke: values.smoke,
    json: values.json,
    markdown: values.markdown,
    profile: values.profile,
  }
}
