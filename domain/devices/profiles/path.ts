/** One step into a decoded object. */
type Step = { name: string } | { index: number } | { key: string; value: string }

export interface Path {
  text: string
  steps: readonly Step[]
  /** Of a bare number that stands there, where it has one of its own. */
  unit?: string
}

/** A path as a profile writes it. */
export type PathText = string | { path: string; unit: string }

/** The words for a path that cannot be read. */
export interface PathError {
  error: string
}

// A backslash takes the meaning of the next character away.
const name = String.raw`(?:\\.|[^.[\]\\])+`
const selector = String.raw`\[(?:\d{1,4}|[^=[\]]+=[^[\]]*)\]`
const whole = new RegExp(`^${name}(?:${selector}|\\.${name})*$`, 'u')
const step = new RegExp(`${selector}|${name}`, 'gu')

function toStep(text: string): Step {
  if (!text.startsWith('[')) return { name: text.replaceAll(/\\(.)/gu, '$1') }
  const inside = text.slice(1, -1)
  const at = inside.indexOf('=')
  return at < 0
    ? { index: Number(inside) }
    : { key: inside.slice(0, at), value: inside.slice(at + 1) }
}

/** Reads a path: `a.b`, `list[2]`, `list[key=value].name`, `dot\.in\.name`. */
export function parsePath(text: string): Path | PathError {
  if (whole.test(text)) return { text, steps: (text.match(step) ?? []).map(toStep) }
  return { error: `path "${text}": expected names with dots between, [number] or [key=value]` }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function enter(value: unknown, step: Step): unknown {
  // Own names only: `constructor` and the like are no data.
  if ('name' in step) {
    return isObject(value) && Object.hasOwn(value, step.name) ? value[step.name] : undefined
  }
  if (!Array.isArray(value)) return undefined
  if ('index' in step) return value[step.index] as unknown
  return value.find(
    (element: unknown) =>
      isObject(element) &&
      Object.hasOwn(element, step.key) &&
      String(element[step.key]) === step.value,
  ) as unknown
}

/** What stands at the path; undefined where it leads nowhere. */
export function readPath(root: unknown, { steps }: Path): unknown {
  let value = root
  for (const step of steps) {
    if (value === undefined) return undefined
    value = enter(value, step)
  }
  return value
}

/** Paths of which the first that leads to something counts: firmware renames its fields. */
export type Paths = readonly [Path, ...Path[]]

/** What stands at the first path that leads to something; else the first path, and undefined. */
export interface Found {
  path: string
  value: unknown
  unit?: string | undefined
}

/** Reads one path, or several of which the first that leads to something counts. */
export function parsePaths(texts: string | readonly PathText[]): Paths | PathError {
  const paths: Path[] = []
  for (const text of typeof texts === 'string' ? [texts] : texts) {
    const { path: place, ...unit } = typeof text === 'string' ? { path: text } : text
    const path = parsePath(place)
    if ('error' in path) return path
    paths.push({ ...path, ...unit })
  }
  const [first, ...others] = paths
  return first ? [first, ...others] : { error: 'path: expected at least one' }
}

export function readFirst(root: unknown, paths: Paths): Found {
  for (const path of paths) {
    const value = readPath(root, path)
    if (value !== undefined) return { path: path.text, value, unit: path.unit }
  }
  return { path: paths[0].text, value: undefined }
}
