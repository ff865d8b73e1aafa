import { parseArgs } from 'node:util'
import type { Device } from '#domain/device.ts'
import type { AdminRequest } from '../admin/protocol.ts'

/** Which of the two cities in a data folder is meant. */
export type Mode = 'live' | 'demo'

export interface DeviceOptions {
  request: AdminRequest
  /** Undefined: the one that runs. */
  mode: Mode | undefined
  /** Overrides DATA_DIR. */
  data: string | undefined
  json: boolean
}

/** The command line is wrong; the message says how. */
export class UsageError extends Error {}

export const usage = `Devices and their secrets, also while the city runs.

  npm run device -- add --id ID --kind KIND --name 名前 [--name-en NAME]
                        [--lat LAT --lon LON] [--role desk]
  npm run device -- rotate ID     a new secret; the old one ends at once
  npm run device -- revoke ID     ends the secret and the live connection
  npm run device -- list
  npm run device -- show ID

  --live, --demo   the city of "npm run serve" or of "npm start"; default: the one that runs
  --data DIR       data folder, instead of the setting DATA_DIR
  --json           answers as JSON, for programs
  --help           this text

A secret is printed once and stored nowhere. An id is 3 to 32 of a-z, 0-9 and "-".`

const flags = {
  id: { type: 'string' },
  kind: { type: 'string' },
  name: { type: 'string' },
  'name-en': { type: 'string' },
  lat: { type: 'string' },
  lon: { type: 'string' },
  role: { type: 'string' },
  data: { type: 'string' },
  live: { type: 'boolean' },
  demo: { type: 'boolean' },
  json: { type: 'boolean' },
} as const

type Values = { [Name in keyof typeof flags]?: string | boolean | undefined }

/** Options that describe the new device, and so mean nothing to another command. */
const describing = ['kind', 'name', 'name-en', 'lat', 'lon', 'role'] as const

function textOf(values: Values, name: keyof typeof flags): string | undefined {
  const value = values[name]
  return typeof value === 'string' ? value : undefined
}

function required(values: Values, name: keyof typeof flags): string {
  const value = textOf(values, name)
  if (!value) throw new UsageError(`--${name} is missing`)
  return value
}

function degrees(values: Values, name: 'lat' | 'lon'): number {
  const value = required(values, name)
  // Number('') and Number(' ') are 0, which would be a place.
  const number = value.trim() === '' ? NaN : Number(value)
  if (!Number.isFinite(number)) throw new UsageError(`--${name} ${value} is not a number`)
  return number
}

function describeDevice(values: Values): Device {
  const name = required(values, 'name')
  const isPlaced = values.lat !== undefined || values.lon !== undefined
  return {
    id: required(values, 'id'),
    kind: required(values, 'kind'),
    name: { ja: name, en: textOf(values, 'name-en') ?? name },
    origin: 'field',
    // The registry refuses other words.
    role: (textOf(values, 'role') ?? 'sensor') as Device['role'],
    position: isPlaced ? { lat: degrees(values, 'lat'), lon: degrees(values, 'lon') } : null,
    out_of_service: false,
  }
}

const commandsById: readonly string[] = ['rotate', 'revoke', 'show']

function readRequest(words: readonly string[], values: Values): AdminRequest {
  const [command, ...rest] = words
  if (!command) throw new UsageError('what to do? add, rotate, revoke, list or show')
  const id = textOf(values, 'id') ?? rest.shift()
  if (rest.length > 0) throw new UsageError(`"${rest.join(' ')}" is one word too many`)
  if (command === 'add') return { command, device: describeDevice({ ...values, id }) }
  const stray = describing.find((name) => values[name] !== undefined)
  if (stray) throw new UsageError(`--${stray} is for "add" only`)
  if (command === 'list') return { command }
  if (!commandsById.includes(command)) {
    throw new UsageError(`"${command}" is none of add, rotate, revoke, list, show`)
  }
  if (!id) throw new UsageError(`${command} which device? Give its id`)
  return { command: command as 'rotate' | 'revoke' | 'show', id }
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options: flags, allowPositionals: true, strict: true })
  } catch (error) {
    throw new UsageError((error as Error).message)
  }
}

/** Reads the command line; throws `UsageError` with a sentence for people. */
export function parseOptions(args: string[]): DeviceOptions {
  const { values, positionals } = parse(args)
  if (values.live && values.demo) throw new UsageError('--live and --demo exclude each other')
  return {
    request: readRequest(positionals, values),
    mode: values.live ? 'live' : values.demo ? 'demo' : undefined,
    data: values.data,
    json: values.json === true,
  }
}
