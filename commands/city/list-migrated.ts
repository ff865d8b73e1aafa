import { join, resolve } from 'node:path'
import type { Kind } from '#domain/kinds/kind.ts'
import type { Labels } from '#domain/words/labels.ts'
import type { CityMode } from '#store/backup/manifest.ts'
import { listRegained, type Regained } from '#store/sqlite/list-regained.ts'
import { chooseCity } from '../terminal/choose-city.ts'

/** Lines that a person can read through; the number below counts all. */
const linesMax = 10_000

/** Prints the readings that have fields again which an earlier version had hidden. */
export async function listMigrated(
  { dataDir, mode, kinds }: { dataDir: string; mode: CityMode | undefined; kinds: readonly Kind[] },
  print: (line: string) => void,
): Promise<void> {
  const folder = resolve(dataDir)
  const chosen = await chooseCity(folder, mode)
  let count = 0
  for (const regained of listRegained(join(folder, chosen, 'readings.db'))) {
    count += 1
    if (count <= linesMax) print(describe(regained, kinds))
  }
  print(
    `\n${count}件の観測値で、後の電文に隠れていた項目が戻りました。各値の履歴で確かめられます。\n` +
      `${count} readings show fields again that a later message of the same time had hidden; ` +
      'the history of each value shows them.',
  )
}

function describe({ kind, device, ts, fields }: Regained, kinds: readonly Kind[]): string {
  const properties: Readonly<Record<string, { label?: Labels }>> =
    kinds.find(({ id }) => id === kind)?.payload.properties ?? {}
  const names = fields.map((field) => {
    const label = properties[field]?.label?.ja
    return label === undefined ? field : `${label} ${field}`
  })
  return `${new Date(ts).toISOString()}  ${device}  ${names.join('、')}`
}
