import Type, { IsOptional } from 'typebox'
import type { TObject, TSchema } from 'typebox'
import { findNearestName } from '#domain/words/nearest-name.ts'
import { compilePayloadCheck } from '#domain/payload/payload-check.ts'
import { faultTypes } from '../fault-types.ts'
import type { FaultType } from '../fault-type.ts'
import { findLines } from './json-lines.ts'

/** Version of the faults file; a change that old files would be misread by raises it. */
const fileVersion = 1
/** More are a mistake: a city has hundreds of devices, and one fault may name many. */
const faultsMax = 1_000

const text = (maxLength: number) => Type.String({ minLength: 1, maxLength })
const id = Type.String({ minLength: 1, maxLength: 40, pattern: '^[a-z0-9][a-z0-9_-]*$' })

const whole = compilePayloadCheck(
  Type.Object(
    {
      version: Type.Integer({ minimum: fileVersion, maximum: fileVersion }),
      note: Type.Optional(text(1_000)),
      faults: Type.Array(Type.Unknown(), { minItems: 1, maxItems: faultsMax }),
    },
    { additionalProperties: false },
  ),
)

const degrees = (most: number) => Type.Number({ minimum: -most, maximum: most })
const circle = Type.Object(
  {
    lat: Type.Optional(degrees(90)),
    lon: Type.Optional(degrees(180)),
    radius_m: Type.Number({ exclusiveMinimum: 0, maximum: 1_000_000 }),
  },
  { additionalProperties: false },
)
const polygon = Type.Array(Type.Tuple([degrees(180), degrees(90)]), {
  minItems: 3,
  maxItems: 1_000,
})

/** What every fault may say, whatever its type. */
const shared = {
  id: Type.Optional(id),
  note: Type.Optional(text(1_000)),
  type: text(40),
  device: Type.Optional(text(32)),
  devices: Type.Optional(Type.Array(text(32), { minItems: 1, maxItems: 10_000 })),
  pick: Type.Optional(
    Type.Object(
      { kind: text(64), count: Type.Integer({ minimum: 1, maximum: 10_000 }) },
      { additionalProperties: false },
    ),
  ),
  from: Type.Union([Type.Integer(), text(40)]),
  for: Type.Optional(text(40)),
}

/** A fault as written, its shape checked. */
export interface FaultEntry {
  /** Where it stands, for complaints. */
  place: Place
  id: string
  type: FaultType
  device?: string
  devices?: readonly string[]
  pick?: { kind: string; count: number }
  field?: string
  circle?: { lat?: number; lon?: number; radius_m: number }
  polygon?: readonly (readonly [number, number])[]
  from: number | string
  for?: string
  params: Readonly<Record<string, unknown>>
}

/** Names a place of the file: `few.json:12 faults[1].from`. */
export type Place = (field?: string) => string

interface ParsedFile {
  entries: readonly FaultEntry[]
  complaints: readonly string[]
}

/** A parameter with a default may be left out. */
const asParam = (schema: TSchema) =>
  'default' in schema && !IsOptional(schema) ? Type.Optional(schema) : schema

function schemaOf({ params, alters, takesArea }: FaultType): TObject {
  return Type.Object(
    {
      ...shared,
      ...(alters === 'field' && { field: text(64) }),
      ...(alters === 'level' && { field: Type.Optional(text(64)) }),
      ...(takesArea && { circle: Type.Optional(circle), polygon: Type.Optional(polygon) }),
      ...Object.fromEntries(Object.entries(params).map(([name, is]) => [name, asParam(is)])),
    },
    { additionalProperties: false },
  )
}

const checks = new Map(faultTypes.map((type) => [type.id, compilePayloadCheck(schemaOf(type))]))

/** Reads the text of a faults file. Never throws; every complaint names line and path. */
export function parseFaultsFile(name: string, text: string): ParsedFile {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return { entries: [], complaints: [`${name}: not JSON: ${reason}`] }
  }
  const lines = findLines(text)
  const placeAt = (path: string): Place => {
    return (field) => {
      const full = field === undefined ? path : [path, field].filter(Boolean).join('.')
      return `${name}:${lines.get(full) ?? lines.get(path) ?? 1} ${full}`.trim()
    }
  }
  if (!whole.accepts(value)) {
    return { entries: [], complaints: complain(placeAt(''), whole.explain(value).detail) }
  }
  const parsed = (value['faults'] as unknown[]).map((fault, index) =>
    parseEntry(fault, index, placeAt(`faults[${index}]`)),
  )
  const entries = parsed.flatMap((one) => ('complaints' in one ? [] : [one]))
  const complaints = parsed.flatMap((one) => ('complaints' in one ? one.complaints : []))
  return { entries, complaints: [...complaints, ...complainOfIds(entries)] }
}

/** One line a field: `level: expected …` at the line where it stands. */
function complain(place: Place, detail: string): string[] {
  return detail.split(' · ').map((sentence) => {
    const [, field, words] = /^"?([^\s":]+)"?: (.*)$/s.exec(sentence) ?? []
    return words === undefined ? `${place()}: ${sentence}` : `${place(field)}: ${words}`
  })
}

function parseEntry(
  fault: unknown,
  index: number,
  place: Place,
): FaultEntry | { complaints: string[] } {
  const typeName = (fault as { type?: unknown } | null)?.type
  const type = faultTypes.find((known) => known.id === typeName)
  const check = type && checks.get(type.id)
  if (!type || !check) return { complaints: [complainOfType(typeName, place)] }
  if (!check.accepts(fault)) return { complaints: complain(place, check.explain(fault).detail) }
  const { id = `${type.id}-${index + 1}`, ...rest } = fault as Partial<FaultEntry>
  const params = Object.entries(type.params).flatMap(([name, schema]) => {
    const given = fault[name] ?? ('default' in schema ? schema.default : undefined)
    return given === undefined ? [] : [[name, given] as const]
  })
  return { ...(rest as FaultEntry), id, type, place, params: Object.fromEntries(params) }
}

function complainOfType(type: unknown, place: Place): string {
  const known = faultTypes.map((one) => one.id)
  if (typeof type !== 'string') return `${place('type')}: missing; one of ${known.join(', ')}`
  const near = findNearestName(type, known)
  const hint = near ? `did you mean ${near}?` : `one of ${known.join(', ')}`
  return `${place('type')}: no fault is called ${JSON.stringify(type.slice(0, 40))}; ${hint}`
}

/** Ground truth and scores name a fault by its id. */
function complainOfIds(entries: readonly FaultEntry[]): string[] {
  return entries
    .filter(({ id }, index) => entries.findIndex((other) => other.id === id) < index)
    .map(({ id, place }) => `${place('id')}: "${id}" is the id of another fault already`)
}
