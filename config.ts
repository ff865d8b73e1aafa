import { isIP } from 'node:net'
import Type, { type Static, type TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { findNearestName } from './domain/words/nearest-name.ts'

const port = (options: { default?: number; description: string }) =>
  Type.Integer({ minimum: 0, maximum: 65_535, ...options })
const days = (description: string) =>
  Type.Integer({ minimum: 1, maximum: 36_500, default: 30, description })
const text = (options: { default?: string; description: string }) =>
  Type.String({ minLength: 1, maxLength: 4_096, ...options })

/** Every setting: environment variables, read once at start. docs/settings.md and .env.example follow. */
export const settings = Type.Object({
  DATA_DIR: text({
    default: './data',
    description: 'Folder for all data; `demo` and `live` in it never mix',
  }),
  CITY_DIR: text({
    default: 'infra/cities/inashiki',
    description: 'City folder: outline, places, facilities, devices to begin with',
  }),
  BASEMAP_FILE: Type.Optional(
    text({ description: 'PMTiles file to draw the map on; else basemap.pmtiles of CITY_DIR' }),
  ),
  HTTP_HOST: text({ default: '127.0.0.1', description: 'Address of REST, live stream and pages' }),
  HTTP_PORT: port({ default: 3000, description: 'Their port; 0 takes a free one' }),
  ALLOWED_ORIGINS: Type.Array(Type.String({ pattern: '^https?://[^/]+$' }), {
    default: [],
    description: 'Other web origins whose pages may act here, separated by commas',
    examples: ['https://city.example'],
  }),
  TRUSTED_PROXIES: Type.Array(Type.String({ pattern: '^[0-9A-Fa-f:.]+(/[0-9]{1,3})?$' }), {
    default: [],
    description: 'Proxies whose forwarded scheme, host and address count, separated by commas',
    examples: ['127.0.0.1', '10.0.0.0/8'],
  }),
  PUBLIC_READ: Type.Boolean({
    default: false,
    description: 'true: everybody may read the map, the gauges, their readings and crossings',
  }),
  ONLINE_TILES: Type.Boolean({
    default: true,
    description: 'false: pages never ask the GSI tile server (as --offline)',
  }),
  MQTT_PORT: port({ default: 1883, description: 'Port of MQTT without encryption, on loopback' }),
  MQTT_INSECURE_HOST: Type.Optional(
    text({ description: 'Another address for it: tokens then cross the network in clear' }),
  ),
  MQTTS_HOST: text({ default: '0.0.0.0', description: 'Address of MQTT over TLS' }),
  MQTTS_PORT: port({
    default: 8883,
    description: 'Its port; open when TLS_CERT and TLS_KEY are set',
  }),
  TLS_CERT: Type.Optional(text({ description: 'PEM file of the certificate with its chain' })),
  TLS_KEY: Type.Optional(text({ description: 'PEM file of its key' })),
  MQTT_MAX_CONNECTIONS: Type.Integer({
    minimum: 1,
    maximum: 100_000,
    default: 10_000,
    description: 'Devices connected at once',
  }),
  MQTT_MAX_CONNECTIONS_PER_ADDRESS: Type.Integer({
    minimum: 1,
    maximum: 100_000,
    default: 1_000,
    description: 'Of them from one network address (loopback excepted)',
  }),
  RETENTION_DAYS: days('Readings older than this are deleted'),
  RECORDS_YEARS: Type.Integer({
    minimum: 1,
    maximum: 100,
    default: 5,
    description: 'Events, crossings, what people did and other records older than this are deleted',
  }),
  QUARANTINE_DAYS: days('Refused payloads older than this are deleted'),
  DEVICE_BURST_READINGS: Type.Integer({
    minimum: 1,
    maximum: 1_000_000_000,
    default: 20_000,
    description: 'New readings that a device of the field may store at once',
  }),
  DEVICE_READINGS_PER_S: Type.Integer({
    minimum: 1,
    maximum: 1_000_000,
    default: 20,
    description: 'New readings a second that it may go on with; in debt it has to wait',
  }),
  START_CHECK_MAX_MB: Type.Integer({
    minimum: 0,
    maximum: 1_000_000,
    default: 512,
    description: 'Databases up to this size are read whole for damage at every start; 0: none',
  }),
  INFLUX_URL: Type.Optional(
    Type.String({
      pattern: '^https?://[^\\s]+$',
      description: 'InfluxDB 1.x, 2.x or 3.x that keeps the years, e.g. http://127.0.0.1:8086',
    }),
  ),
  INFLUX_TOKEN: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 4_096,
      pattern: '^[\\x21-\\x7e]+$',
      writeOnly: true,
      description: 'Its token; `user:password` for a 1.x with authentication',
    }),
  ),
  INFLUX_TOKEN_FILE: Type.Optional(text({ description: 'A file with the token instead' })),
  INFLUX_ORG: Type.Optional(text({ description: 'Organisation; 2.x only' })),
  INFLUX_BUCKET: Type.String({
    pattern: '^[A-Za-z0-9][A-Za-z0-9_-]{0,62}$',
    default: 'machimori',
    description: 'Bucket or database; hours and days go to the same name with _1h and _1d',
  }),
  BRIDGE_FILE: Type.Optional(
    text({ description: 'JSON file of other brokers to take readings from; see docs/bridge.md' }),
  ),
  LOG_LEVEL: Type.Optional(
    Type.Enum(['debug', 'info', 'warn', 'error'], {
      description: 'Structured log on stderr; `warn` with --demo, else `info`',
    }),
  ),
})

export type Config = Static<typeof settings>

export interface LoadedConfig {
  config: Config
  /** Names that look like misspelt settings. */
  warnings: readonly string[]
}

/** Every complaint about the environment, in words, one per setting. */
export interface ConfigErrors {
  errors: readonly string[]
  warnings: readonly string[]
}

interface Setting {
  name: string
  schema: TSchema & Described
  accepts: (value: unknown) => boolean
}

interface Described {
  type?: string
  enum?: readonly string[]
  minimum?: number
  maximum?: number
  pattern?: string
  /** Set for secrets. */
  writeOnly?: boolean
  default?: unknown
  examples?: unknown
  description?: string
}

const known: readonly Setting[] = Object.entries(settings.properties).map(([name, schema]) => {
  const compiled = Compile(schema as TSchema)
  return { name, schema, accepts: (value) => compiled.Check(value) }
})
const names = known.map(({ name }) => name)

/** Reads all settings; either all of them are right or every error is told at once. */
export function loadConfig(
  env: Readonly<Record<string, string | undefined>>,
): LoadedConfig | ConfigErrors {
  const values: Record<string, unknown> = {}
  const errors: string[] = []
  for (const setting of known) {
    // An empty variable counts as absent: `HTTP_PORT= npm start` means the default.
    const text = env[setting.name]?.trim() || undefined
    const value = text === undefined ? setting.schema.default : convert(setting.schema, text)
    if (text !== undefined && !setting.accepts(value)) errors.push(complain(setting, text))
    else if (value !== undefined) values[setting.name] = value
  }
  const warnings = warnOfMisspelt(env)
  errors.push(
    ...complainOfPairs(values),
    ...complainOfArchive(values),
    ...complainOfProxies(values),
  )
  return errors.length > 0 ? { errors, warnings } : { config: values as Config, warnings }
}

/** The text as the type the schema wants; as it is where it cannot be read as that type. */
function convert({ type }: Described, text: string): unknown {
  if (type === 'integer') return /^-?\d{1,15}$/.test(text) ? Number(text) : text
  if (type === 'boolean') return { true: true, false: false }[text.toLowerCase()] ?? text
  if (type === 'array') return text.split(',').map((part) => part.trim())
  return text
}

function complain({ name, schema }: Setting, text: string): string {
  // A secret never reaches a log, a wrong one neither.
  const got = schema.writeOnly ? 'something else' : JSON.stringify(text.slice(0, 80))
  return `${name}: expected ${describeSetting(schema)}, got ${got}`
}

/** What a setting takes, in words. */
export function describeSetting(schema: Described): string {
  if (schema.enum) return `one of ${schema.enum.join(', ')}`
  if (schema.type === 'integer') return `a whole number from ${schema.minimum} to ${schema.maximum}`
  if (schema.type === 'boolean') return 'true or false'
  if (schema.type === 'array') return `a list like ${String(schema.examples)}`
  return schema.pattern === undefined ? 'a text' : `a text like ${schema.pattern}`
}

function complainOfPairs({ TLS_CERT, TLS_KEY }: Record<string, unknown>): string[] {
  if ((TLS_CERT === undefined) === (TLS_KEY === undefined)) return []
  const [given, missing] =
    TLS_CERT === undefined ? ['TLS_KEY', 'TLS_CERT'] : ['TLS_CERT', 'TLS_KEY']
  return [`${missing}: missing; ${given} is set, and TLS needs both`]
}

/** A token without an address would be a city that its operator believes archived. */
function complainOfArchive(values: Record<string, unknown>): string[] {
  const errors: string[] = []
  const given = ['INFLUX_TOKEN', 'INFLUX_TOKEN_FILE', 'INFLUX_ORG'].filter((name) => values[name])
  if (given.length > 0 && !values['INFLUX_URL']) {
    errors.push(`INFLUX_URL: missing; ${given.join(' and ')} is set, and means nothing without it`)
  }
  if (values['INFLUX_TOKEN'] && values['INFLUX_TOKEN_FILE']) {
    errors.push('INFLUX_TOKEN_FILE: set one of it and INFLUX_TOKEN, not both')
  }
  return errors
}

/** A network that no address is in would leave a proxy untrusted, and its city without pages. */
function complainOfProxies({ TRUSTED_PROXIES = [] }: Record<string, unknown>): string[] {
  const wrong = (TRUSTED_PROXIES as readonly string[]).filter((network) => !isNetwork(network))
  return wrong.map((network) => `TRUSTED_PROXIES: ${network} is no address and no network (CIDR)`)
}

function isNetwork(text: string): boolean {
  const [address = '', bits = '0'] = text.split('/')
  const version = isIP(address)
  return version !== 0 && Number(bits) <= (version === 6 ? 128 : 32)
}

/** A misspelt setting would be ignored in silence, and a city would run on a default. */
function warnOfMisspelt(env: Readonly<Record<string, string | undefined>>): string[] {
  return Object.keys(env)
    .filter((name) => !names.includes(name))
    .flatMap((name) => {
      const near = findNearestName(name, names)
      return near ? `${name} is not a setting; did you mean ${near}?` : []
    })
}
