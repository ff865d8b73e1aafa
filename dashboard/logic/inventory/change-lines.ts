import { isChanged, isSameDraft, type Draft } from './draft.ts'

/** One line of a change: where it is in the device, and what it was and is. */
export interface ChangeLine {
  /** Path in the record, `position.lat`. */
  path: string
  before: unknown
  after: unknown
}

/** Says of the act itself, not of the device. */
const ofAct: ReadonlySet<string> = new Set(['version'])

const isGroup = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Every value of a record by its path. */
function flatten(value: unknown, path = ''): [string, unknown][] {
  if (!isGroup(value)) return value === undefined ? [] : [[path, value]]
  return Object.entries(value).flatMap(([key, part]) =>
    flatten(part, path === '' ? key : `${path}.${key}`),
  )
}

/** What is different after a change, value by value, in the order of the record. */
export function listChangeLines(before: unknown, after: unknown): ChangeLine[] {
  const [old, now] = [new Map(flatten(before ?? {})), new Map(flatten(after ?? {}))]
  const paths = [...new Set([...old.keys(), ...now.keys()])]
  return (
    paths
      .filter((path) => !ofAct.has(path))
      .map((path) => ({ path, before: valueAt(old, path), after: valueAt(now, path) }))
      // Lists by what is in them.
      .filter((line) => JSON.stringify(line.before) !== JSON.stringify(line.after))
  )
}

/** An empty text is as good as none. */
function valueAt(values: ReadonlyMap<string, unknown>, path: string): unknown {
  const value = values.get(path) ?? null
  return value === '' ? null : value
}

/** A field that somebody else changed while a form was open. */
export interface Conflict {
  key: string
  now: string
  /** Null where nobody typed into it. */
  mine: string | null
}

/** Fields of a form that somebody else changed meanwhile: as they are now, and as one typed them. */
export function listConflicts({
  base,
  now,
  mine,
}: {
  base: Draft
  now: Draft
  mine: Draft
}): Conflict[] {
  if (isSameDraft(base, now)) return []
  return Object.keys({ ...base, ...now })
    .filter((key) => (base[key] ?? '') !== (now[key] ?? ''))
    .map((key) => ({
      key,
      now: now[key] ?? '',
      mine: isChanged(mine, base, key) ? (mine[key] ?? '') : null,
    }))
}

/** What was typed, over what holds now: fields that nobody typed into follow the others' change. */
export function mergeDraft({ base, now, mine }: Record<'base' | 'now' | 'mine', Draft>): Draft {
  const typed = Object.keys(mine).filter((key) => isChanged(mine, base, key))
  return { ...now, ...Object.fromEntries(typed.map((key) => [key, mine[key] ?? ''])) }
}
