/** What stands in brackets at the end of a name: usually the river, which the map shows anyway. */
const bracketed = /\s*[（(][^（()）]*[)）]$/

/**
 * Short forms of names for a map, by name: without what stands in brackets at the end, unless two
 * of them would then be one.
 */
export function shortenNames(names: readonly string[]): Map<string, string> {
  const cut = (name: string) => name.replace(bracketed, '') || name
  const counts = new Map<string, number>()
  for (const name of new Set(names)) counts.set(cut(name), (counts.get(cut(name)) ?? 0) + 1)
  const shorten = (name: string) => ((counts.get(cut(name)) ?? 0) > 1 ? name : cut(name))
  return new Map(names.map((name) => [name, shorten(name)]))
}
