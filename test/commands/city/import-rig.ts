import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Position } from 'geojson'
import { describeFinding } from '#domain/city/folder/finding.ts'
import { kinds } from '#domain/kinds/index.ts'
import { runImport } from '#commands/city/import/run-import.ts'
import { parseCityOptions } from '#commands/city/options.ts'
import { jgd2011, writeShapefile, type ShapeRow, type WriteOptions } from './write-shapefile.ts'

/** A made-up town of 20 by 10 km on the lower Tone; outer rings of a shapefile turn to the right. */
export const town: Position[] = [
  [140.2, 35.9],
  [140.2, 36],
  [140.4, 36],
  [140.4, 35.9],
  [140.2, 35.9],
]

export const shift = (ring: Position[], east: number) =>
  ring.map(([x = 0, y = 0]) => [x + east, y] as Position)

const municipality = (code: string, name: string, ring: Position[]): ShapeRow => ({
  parts: [ring],
  cells: { N03_001: '茨城県', N03_003: '', N03_004: name, N03_007: code },
})

/** The town, the one beside it, and one far away, as N03 has them. */
export const n03 = [
  municipality('08229', '水辺町', town),
  municipality('08230', '隣町', shift(town, 0.2)),
  municipality('08231', '遠町', shift(town, 2)),
]

/** The town alone as GeoJSON, with another ring or more members. */
export const n03Geo = (ring: Position[] = town.toReversed(), more: object = {}) => ({
  type: 'FeatureCollection',
  ...more,
  features: [
    {
      type: 'Feature',
      properties: n03[0]?.cells,
      geometry: { type: 'Polygon', coordinates: [ring] },
    },
  ],
})

const siteHeader =
  'ID,名称,名称_英字,緯度,経度,災害種別_洪水,災害種別_崖崩れ、土石流及び地滑り,災害種別_地震,想定収容人数,備考'

/** A list of evacuation sites as the municipal standard has it. */
export const sites = (...rows: string[]) => [siteHeader, ...rows, ''].join('\r\n')
export const goodSite = 'S1,水辺小,Mizube School,35.95,140.3,1,,1,250人,"校庭\nと体育館"'

export interface Rig {
  folder: string
  /** The city folder that is to be made. */
  to: string
  write(name: string, content: string | Uint8Array): string
  /** Writes a shapefile; an empty `prj` writes none. */
  writeShapes(name: string, rows: ShapeRow[], options?: WriteOptions & { prj?: string }): string
  run(...words: string[]): Promise<RigOutcome>
  read<T>(name: string): T
  close(): void
}

type RigOutcome = Awaited<ReturnType<typeof runImport>> & {
  /** All errors, a line each. */
  errors: string
}

/** A place to make city folders in. */
export function openRig(): Rig {
  const folder = mkdtempSync(join(tmpdir(), 'city-'))
  const to = join(folder, 'mizube')
  const write: Rig['write'] = (name, content) => {
    writeFileSync(join(folder, name), content)
    return join(folder, name)
  }
  return {
    folder,
    to,
    write,
    writeShapes(name, rows, { prj = jgd2011, ...options } = {}) {
      const { shp, dbf } = writeShapefile(rows, options)
      write(`${name}.dbf`, dbf)
      if (prj) write(`${name}.prj`, prj)
      return write(`${name}.shp`, shp)
    },
    async run(...words) {
      const options = parseCityOptions(['import', '--to', to, ...words])
      if (options.command !== 'import') throw new Error('no import')
      const outcome = await runImport(options.request, kinds, () => undefined)
      const errors = outcome.findings.filter(({ level }) => level === 'error').map(describeFinding)
      return { ...outcome, errors: errors.join('\n') }
    },
    read: <T>(name: string) => JSON.parse(readFileSync(join(to, name), 'utf8')) as T,
    close: () => rmSync(folder, { recursive: true }),
  }
}
