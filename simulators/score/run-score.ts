import { parseArgs } from 'node:util'
import { truthFileOf } from '../options.ts'
import { observeCity } from './observe-city.ts'
import { printScores } from './print-scores.ts'
import { readTruth } from './read-truth.ts'
import { scoreCity } from './score.ts'

interface ScoreSettings {
  DATA_DIR: string
  HTTP_PORT: number
}

/** Stamps of a clock that is ahead lie in the future; further ahead they are another year's. */
const aheadMs = 48 * 3_600_000

/**
 * `npm run simulate -- score`: the score of a running city against a ground truth, as text.
 * Throws an Error that says what is missing.
 */
export async function runScore(
  args: readonly string[],
  settings: ScoreSettings,
  nowTs: number,
): Promise<string> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      url: { type: 'string', default: `http://127.0.0.1:${settings.HTTP_PORT}` },
      token: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  })
  if (!URL.canParse(values.url)) throw new Error(`--url ${values.url}: http://HOST:PORT`)
  const [file = truthFileOf(settings.DATA_DIR)] = positionals
  const truth = readTruth(file)
  const fromTs = Math.min(nowTs, ...truth.runs.map(({ start_ts }) => start_ts))
  const { url, token } = values
  const city = await observeCity({ url, token, fromTs, toTs: nowTs + aheadMs })
  const sheet = scoreCity(truth, city)
  if (values.json) return JSON.stringify(sheet, null, 2)
  const refused = '\nquarantine not looked at: give --token, the operator’s'
  return `${printScores(sheet)}${city.quarantined === null ? refused : ''}`
}
