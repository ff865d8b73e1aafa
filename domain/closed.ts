import type Type from 'typebox'

/**
 * The same shape, and nothing else in it: what people write by hand is refused where it has a name
 * that the shape does not know, since a misspelt name would be lost without a word. What we answer
 * stays open, so that a field may be added.
 */
export function closed<T extends Type.TSchema>(schema: T): T {
  return close(schema) as T
}

function close(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(close)
  if (typeof node !== 'object' || node === null) return node
  const copy = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, close(value)]))
  return 'properties' in node ? { ...copy, additionalProperties: false } : copy
}
