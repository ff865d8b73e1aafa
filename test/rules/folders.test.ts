import { posix } from 'node:path'
import { describe, expect, it } from 'vitest'
import { sourceFiles } from './sources.ts'

const looseMax = 20

/** Folders that may hold more, each with its reason. */
const exceptions: Readonly<Record<string, string>> = {
  'domain/wire': 'one file for each resource',
  'test/faults/load': 'one file for each thing that devices and people do',
  'test/faults/scenarios': 'one file for each fault',
  'test/support': 'one file for each part of a story',
  'test/journeys': 'one file for each journey',
}

describe('a folder', () => {
  const counts = new Map<string, number>()
  for (const path of sourceFiles) {
    const folder = posix.dirname(path)
    counts.set(folder, (counts.get(folder) ?? 0) + 1)
  }
  const crowded = [...counts].filter(([, count]) => count > looseMax).map(([folder]) => folder)

  it(`has at most ${looseMax} loose sources`, () => {
    expect(crowded.filter((folder) => !(folder in exceptions))).toEqual([])
  })
})
