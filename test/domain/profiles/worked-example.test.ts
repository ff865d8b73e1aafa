import { describe, expect, it } from 'vitest'
import { mapUplink } from '#domain/devices/profiles/mapper.ts'
import { parseProfile } from '#domain/devices/profiles/parse-profile.ts'
import { builtInProfiles } from '#domain/devices/profiles/profiles.ts'
import { findUnit } from '#domain/devices/profiles/units.ts'
import { isRefusal } from '#domain/words/refusal.ts'
import { listCodeBlocks } from '../../journeys/worked-example.ts'
import { readText } from '../../rules/sources.ts'

const page = readText('docs/profiles.md')

describe('docs/profiles.md', () => {
  it('shows a profile that is right, and reads the uplink that it speaks of', () => {
    const [file] = listCodeBlocks(page)
    expect(file?.path).toBe('profiles/riverworks-sonar-2.json')
    const profile = parseProfile(JSON.parse(file?.code ?? ''))
    if (isRefusal(profile)) throw new Error(profile.detail)
    const [, uplink = ''] = /^```json\n(\{ "id": 7.*)\n```$/m.exec(page) ?? []
    expect(mapUplink(profile, { mounting_height_m: 4 }, JSON.parse(uplink))).toEqual({
      values: { level_m: 2.75, battery_v: 3.585 },
    })
  })

  it('lists every built-in profile under its kind, and none that is gone', () => {
    const rows = [...page.matchAll(/^\| (`[a-z].*?`) +\| (flood|farm|bus|wifi) +\|/gm)]
    const listed = rows.flatMap(([, names = '', kind = '']) =>
      [...names.matchAll(/`([a-z0-9-]+)`/g)].map(([, id = '']) => `${id} ${kind}`),
    )
    const known = builtInProfiles.list().map(({ id, kind }) => `${id} ${kind}`)
    expect(listed.toSorted()).toEqual(known.toSorted())
  })

  it('names only units that are known', () => {
    const [, block = ''] = /^Units:\n\n```\n(.*?)```/ms.exec(page) ?? []
    const names = block.split(/[\s·]+/).filter((name) => name !== '')
    expect(names.length).toBeGreaterThan(20)
    expect(names.filter((name) => !findUnit(name))).toEqual([])
  })
})
