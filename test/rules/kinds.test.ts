import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { kinds } from '#domain/kinds/index.ts'
import { listTogether } from '#domain/kinds/measures.ts'
import type { Labels } from '#domain/words/labels.ts'
import { folderOf, listFiles, readText, root, sourceFiles } from './sources.ts'

const folder = 'domain/kinds'
const folders = readdirSync(join(root, folder), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)

/** Here `flood` is a hazard that an evacuation site is designated for. */
const hazardFiles: readonly string[] = [
  'domain/city/city.ts',
  'domain/city/folder/check-city-folder.ts',
  'commands/city/import/read-facilities.ts',
]

describe('kinds', () => {
  it('are all registered: the folders are the ids', () => {
    expect(kinds.map(({ id }) => id).toSorted()).toEqual(folders.toSorted())
  })

  it.each(folders)('%s is complete in its folder', (id) => {
    const files = listFiles(join(folder, id)).map((path) =>
      path.slice(folder.length + id.length + 2),
    )
    expect(files).toEqual(expect.arrayContaining(['kind.ts', 'simulate.ts', 'examples.ts']))
  })

  it.each(kinds)('$id names only fields that it has', (kind) => {
    const fields = Object.keys(kind.payload.properties)
    const named = [
      ...(kind.requireOneOf ?? []),
      ...Object.keys(kind.checks ?? {}),
      ...Object.keys(kind.measures ?? {}),
      ...listTogether(kind).flat(),
      ...(kind.levelField === undefined ? [] : [kind.levelField]),
      ...(kind.reporting.modeField === undefined ? [] : [kind.reporting.modeField]),
      kind.map.headline,
    ]
    expect(fields).toEqual(expect.arrayContaining(named))
    expect(Object.keys(kind.reporting.everyMs)).toContain(kind.reporting.defaultMode)
  })

  it.each(kinds)('$id prints in each language the units that are words', (kind) => {
    const fields = Object.entries<{ unit?: string; unit_label?: Labels }>(kind.payload.properties)
    const isWord = (unit = '') => /\p{Script=Han}/u.test(unit)
    const wrong = fields.filter(
      ([, { unit, unit_label: label }]) =>
        isWord(unit) && (label?.ja !== unit || !label?.en || isWord(label.en)),
    )
    expect(wrong.map(([name]) => name)).toEqual([])
  })

  it.each(kinds)('$id shows by examples what it takes and what it refuses', (kind) => {
    expect(kind.examples.accepted.length).toBeGreaterThan(0)
    expect(kind.examples.rejected.length).toBeGreaterThan(0)
  })

  // Everything else follows from the kind's data; what asks for a kind by name would have to be
  // changed for the next kind.
  it('are named by nobody outside their folder', () => {
    const names = folders.map((id) => `'${id}'`)
    const wrong = sourceFiles
      .filter((path) => !path.startsWith(`${folder}/`) && folderOf(path) !== 'test')
      .filter((path) => !hazardFiles.includes(path))
      .filter((path) => names.some((name) => readText(path).includes(name)))
    expect(wrong).toEqual([])
  })
})
