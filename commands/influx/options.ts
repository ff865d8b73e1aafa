import { parseArgs } from 'node:util'
import { isRefusal } from '#domain/words/refusal.ts'
import { parseTimestamp } from '#domain/readings/timestamp.ts'
import { defaultRetention, type Retention } from '#archive/influx/set-up.ts'
import type { Mode } from '../terminal/find-running.ts'
import { saidAlike, UsageError } from '../terminal/usage-error.ts'
import type { ArchiveRequest } from '#app/admin/archive/protocol.ts'

export const usage = `The archive in InfluxDB (settings INFLUX_URL, INFLUX_TOKEN, INFLUX_ORG, INFLUX_BUCKET).

  npm run influx -- setup [--raw-days N] [--hour-days N] [--day-days N]
                           creates database or buckets; 0 keeps for ever (730, 3653, 0)
  npm run influx -- status   the server, its clock and buckets, and how far the city's archive is
  npm run influx -- backfill [--from TIME] [--to TIME]
                           copies the recent store again; what is there already stays the same
  npm run influx -- verify [--from TIME] [--to TIME] [--values]
                           compares counts, and with --values every reading, by device and day;
                           and every crossing

  TIME             RFC 3339 with offset, or epoch ms; from the oldest to a minute ago
  --live, --demo   the city of "npm run serve" or of "npm start"; default: the one that runs
  --json           answers as JSON, for programs
  --help           this text

backfill and verify go through the running city, else they take its data folder themselves.`

const flags = {
  'raw-days': { type: 'string' },
  'hour-days': { type: 'string' },
  'day-days': { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
  values: { type: 'boolean' },
  live: { type: 'boolean' },
  demo: { type: 'boolean' },
  json: { type: 'boolean' },
} as const

export type InfluxCommand =
  | { command: 'setup'; retention: Retention }
  | { command: 'status' }
  | Exclude<ArchiveRequest, { command: 'state' }>

export interface InfluxOptions {
  request: InfluxCommand
  mode: Mode | undefined
  json: boolean
}

type Values = ReturnType<typeof parse>['values']

function parse(args: string[]) {
  try {
    return parseArgs({ args, options: flags, allowPositionals: true, strict: true })
  } catch (error) {
    throw new UsageError((error as Error).message)
  }
}

/** Reads the command line; `now` in epoch ms. Throws `UsageError` with a sentence for people. */
export function parseInfluxOptions(args: string[], now: number): InfluxOptions {
  const { values, positionals } = parse(args)
  if (values.live && values.demo) throw new UsageError(saidAlike.bothModes)
  return {
    request: readCommand(positionals, values, now),
    mode: values.live ? 'live' : values.demo ? 'demo' : undefined,
    json: values.json === true,
  }
}

function readCommand([command, ...rest]: string[], values: Values, now: number): InfluxCommand {
  if (rest.length > 0) throw new UsageError(saidAlike.extraWords(rest))
  if (command === 'setup') return { command, retention: readRetention(values) }
  if (command === 'status') return { command }
  if (command === 'backfill') return { command, ...readRange(values, now) }
  if (command === 'verify') {
    return { command, ...readRange(values, now), values: values.values === true }
  }
  throw new UsageError({
    ja: '何をしますか。setup、status、backfill、verify のどれかを指定してください。',
    en: 'what to do? setup, status, backfill or verify',
  })
}

const dayMs = 86_400_000

function readRetention(values: Values): Retention {
  const read = (name: 'raw-days' | 'hour-days' | 'day-days', preset: number | null) => {
    const text = values[name]
    if (text === undefined) return preset
    if (!/^\d{1,5}$/.test(text))
      throw new UsageError({
        ja: `--${name} ${text} は日数ではありません。`,
        en: `--${name} ${text} is no number of days`,
      })
    return Number(text) === 0 ? null : Number(text) * dayMs
  }
  return {
    raw: read('raw-days', defaultRetention.raw),
    '1h': read('hour-days', defaultRetention['1h']),
    '1d': read('day-days', defaultRetention['1d']),
  }
}

// The newest minute is on its way between the two.
const newestMs = 60_000

function readRange(values: Values, now: number): { from: number; to: number } {
  return { from: readTime(values, 'from') ?? 0, to: readTime(values, 'to') ?? now - newestMs }
}

function readTime(values: Values, name: 'from' | 'to'): number | undefined {
  const text = values[name]
  if (text === undefined) return undefined
  const time = parseTimestamp(/^\d+$/.test(text) ? Number(text) : text, `--${name}`)
  if (typeof time === 'number') return time
  throw new UsageError(isRefusal(time) ? time.detail : text)
}
