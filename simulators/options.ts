import { parseArgs } from 'node:util'
import { presets } from './faults/list-presets.ts'
import { scenarios } from './fleet/run-plan.ts'
import type { Scenario } from './fleet/run-plan.ts'

export interface Options {
  city: string
  credentials: string
  url: string
  scenario: Scenario
  speed: number
  seed: number
  durationMs: number | undefined
  /** See `RunRequest`. */
  stormPeakTs: number | undefined
  sinceTs: number | undefined
  /** A preset or a faults file; undefined for devices without faults. */
  faults: string | undefined
  /** Where the ground truth of the faults is written. */
  truth: string
}

export const usage = `npm run simulate -- [options]
  --scenario normal|storm  a usual day, or a typhoon passing (normal)
  --speed N                1 lives on for ever; more starts in the past and ends now (1)
  --seed N                 the same seed gives the same city (1)
  --duration HOURS         length of the run; of the past to cover, if sped up
  --storm-peak TIME        when the heaviest rain of a live storm falls, epoch ms (in 96 minutes)
  --since TIME             the city has what came before, epoch ms; a day is sent otherwise
  --faults FILE|PRESET     what goes wrong: ${presets.join(', ')}, or a file of your own
  --truth FILE             the ground truth of it (DATA_DIR/demo/simulated-faults.jsonl)
  --city DIR               city folder (CITY_DIR, else infra/cities/inashiki)
  --credentials FILE       tokens of the devices (DATA_DIR/demo/simulated-devices.json)
  --url mqtt://HOST:PORT   broker (mqtt://127.0.0.1:MQTT_PORT)

npm run simulate -- score [TRUTH] [--url http://HOST:PORT] [--token OPERATOR_TOKEN] [--json]
  compares a ground truth with what the city flagged, fault by fault`

/** Where things are if the command line does not say: the settings of the server. */
export interface Settings {
  CITY_DIR: string
  DATA_DIR: string
  MQTT_PORT: number
}

/** Beside the demo city's data, which it tells the truth of. */
export const truthFileOf = (dataDir: string) => `${dataDir}/demo/simulated-faults.jsonl`

function defaultsFrom({ CITY_DIR, DATA_DIR, MQTT_PORT }: Settings) {
  return {
    city: { type: 'string', default: CITY_DIR },
    credentials: { type: 'string', default: `${DATA_DIR}/demo/simulated-devices.json` },
    truth: { type: 'string', default: truthFileOf(DATA_DIR) },
    url: { type: 'string', default: `mqtt://127.0.0.1:${MQTT_PORT}` },
  } as const
}

/** Reads the command line over the defaults. Throws an Error that says all that is wrong. */
export function parseOptions(args: readonly string[], settings: Settings): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      ...defaultsFrom(settings),
      scenario: { type: 'string', default: 'normal' },
      speed: { type: 'string', default: '1' },
      seed: { type: 'string', default: '1' },
      duration: { type: 'string' },
      'storm-peak': { type: 'string' },
      since: { type: 'string' },
      faults: { type: 'string' },
    },
  })
  const { city, credentials, url, duration, faults, truth } = values
  const scenario = scenarios.find((known) => known === values.scenario)
  const [speed, seed] = [Number(values.speed), Number(values.seed)]
  const hours = optionalNumber(duration)
  const stormPeakTs = optionalNumber(values['storm-peak'])
  const sinceTs = optionalNumber(values.since)
  const rules: readonly [ok: boolean, sentence: string][] = [
    [scenario !== undefined, `--scenario ${values.scenario}: one of ${scenarios.join(', ')}`],
    [speed >= 1 && speed <= 100_000, `--speed ${values.speed}: 1 to 100000`],
    [Number.isSafeInteger(seed), `--seed ${values.seed}: a whole number`],
    [hours === undefined || hours > 0, `--duration ${duration}: hours above 0`],
    [isTime(stormPeakTs), `--storm-peak ${values['storm-peak']}: epoch ms`],
    [isTime(sinceTs), `--since ${values.since}: epoch ms`],
    [URL.canParse(url), `--url ${url}: mqtt://HOST:PORT`],
  ]
  const wrong = rules.filter(([ok]) => !ok).map(([, sentence]) => sentence)
  if (wrong.length > 0 || !scenario) throw new Error(wrong.join('\n'))
  const durationMs = hours === undefined ? undefined : hours * 3_600_000
  const times = { durationMs, stormPeakTs, sinceTs }
  return { city, credentials, url, scenario, speed, seed, ...times, faults, truth }
}

const optionalNumber = (text: string | undefined) => (text === undefined ? undefined : Number(text))
const isTime = (ts: number | undefined) => ts === undefined || Number.isSafeInteger(ts)
