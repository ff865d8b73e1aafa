/** Words with which a refusal begins to speak of a part of a device, and its columns. */
const columnsOf: readonly [word: string, columns: readonly string[]][] = [
  ['position', ['lat', 'lon']],
  ['name', ['name_ja', 'name_en']],
  ['every_ms', []],
  ['gauge', ['datum', 'zero_height_m']],
  ['uplink', ['uplink_address', 'uplink_source', 'uplink_profile', 'mounting_height_m']],
  ['service', ['service_reason', 'out_of_service']],
  ['official', ['source', 'authority']],
]

/** The column of a row that a refusal speaks of, to be marked in a table; undefined for none. */
export function columnOfRefusal(detail: string, columns: readonly string[]): string | undefined {
  const [head = ''] = detail.split(':', 1)
  const exact = ['id', ...columns].find((column) => column === head.replaceAll('.', '_'))
  if (exact !== undefined) return exact
  const words = new Set(detail.split(/[^a-z0-9_]+/i))
  const named = columns.find((column) => words.has(column))
  if (named !== undefined) return named
  const [, part = []] = columnsOf.find(([word]) => words.has(word)) ?? []
  return part.find((column) => columns.includes(column))
}
