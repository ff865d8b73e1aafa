/** One line of a change: where it is in the record, and what it was and is. */
export interface ChangeLine {
  /** Path in the record, `position.lat`. */
  path: string
  before: unknown
  after: unknown
}

const isGroup = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Every value of a record by its path. */
function flatten(value: unknown, path = ''): [string, unknown][] {
  if (!isGroup(value)) return [[path, value]]
  return Object.entries(value).flatMap(([key, part]) =>
    flatten(part, path === '' ? key : `${path}.${key}`),
  )
}

/** An empty text is as good as none. */
const valueAt = (values: ReadonlyMap<string, unknown>, path: string): unknown => {
  const value = values.get(path) ?? null
  return value === '' ? null : value
}

/** What is different after an act, value by value, in the order of the record. */
export function listChangeLines(before: object | null, after: object | null): ChangeLine[] {
  const [old, now] = [new Map(flatten(before ?? {})), new Map(flatten(after ?? {}))]
  const paths = [...new Set([...old.keys(), ...now.keys()])]
  return paths
    .map((path) => ({ path, before: valueAt(old, path), after: valueAt(now, path) }))
    .filter((line) => JSON.stringify(line.before) !== JSON.stringify(line.after))
}
