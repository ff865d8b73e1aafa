import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { judgeTileFile } from '#domain/city/base-map/judge-tile-file.ts'
import type { City } from '#domain/wire/city.ts'
import { describeFinding, type Finding } from '#domain/city/folder/finding.ts'
import type { Kind } from '#domain/kinds/kind.ts'
import { CityFolderError } from '#app/city/city-folder-error.ts'
import { readCityFolder } from '#app/city/load-city.ts'
import { openTileFile, tileFileName } from '#app/city/open-tile-file.ts'

/** Lines of one kind on a terminal; a file in the wrong datum has a thousand. */
const listedMax = 50

const headings = {
  error: 'エラー errors: the city does not start with these',
  warning: '警告 warnings: it starts, but shows something wrong',
  advice: '助言 advice: it would be better with these',
} as const satisfies Record<Finding['level'], string>

/** What `npm run city -- check` says about a folder. Rejects where there is no folder. */
export async function checkFolder(
  path: string,
  kinds: readonly Kind[],
): Promise<{ isSound: boolean; report: string }> {
  const found = await stat(path).catch(() => undefined)
  if (!found?.isDirectory()) throw new CityFolderError(`There is no folder ${path}.`)
  const { folder, findings } = await readCityFolder(path, kinds)
  const isSound = folder !== undefined
  const ofTiles = isSound ? await checkTileFile(path, folder.city) : []
  const verdict = isSound
    ? `${path}: 使えます this folder is sound`
    : `${path}: 使えません not sound`
  return { isSound, report: [verdict, ...listFindings([...findings, ...ofTiles])].join('\n') }
}

/** A damaged tile file keeps no city from starting: the map falls back to the folder's own data. */
async function checkTileFile(path: string, city: City): Promise<Finding[]> {
  const file = tileFileName
  const opened = await openTileFile(join(path, file))
  if (opened === undefined) {
    const problem = 'is not there: streets and rivers come from this folder, or GSI when online'
    return [{ level: 'advice', file, problem }]
  }
  if (typeof opened === 'string') return [{ level: 'warning', file, problem: opened }]
  await opened.close()
  const remarks = judgeTileFile(opened.head, opened.metadata, city.bbox)
  return remarks.map((remark) => ({ ...remark, file }))
}

export function listFindings(findings: readonly Finding[]): string[] {
  return (['error', 'warning', 'advice'] as const).flatMap((level) => {
    const lines = findings.filter((finding) => finding.level === level).map(describeFinding)
    if (lines.length === 0) return []
    const more = lines.length - listedMax
    const shown = lines.slice(0, listedMax).map((line) => `  ${line}`)
    return ['', headings[level], ...shown, ...(more > 0 ? [`  … and ${more} more`] : [])]
  })
}
