const fields: ReadonlySet<string> = new Set(['ts', 'seq', 'level_m'])
const utf8 = new TextDecoder('utf-8', { fatal: true })

function parse(payload: Uint8Array): unknown {
  try {
    return JSON.parse(utf8.decode(payload))
  } catch {
    return undefined
  }
}

function isBelievable(one: unknown): boolean {
  if (typeof one !== 'object' || one === null) return false
  const { ts, level_m: level, seq = 0 } = one as Record<string, unknown>
  return (
    Object.keys(one).every((key) => fields.has(key)) &&
    [ts, seq].every((value) => Number.isInteger(value) && Number(value) >= 0) &&
    Number.isFinite(level)
  )
}

/**
 * How many readings a gauge can have meant with this payload, by a look of our own: nothing of the
 * system under test has a say in what it may take.
 */
export function countBelievable(payload: Uint8Array): number {
  return [parse(payload)].flat().filter(isBelievable).length
}
