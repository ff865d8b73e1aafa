import { describe, expect, it } from 'vitest'
import { errors } from '#domain/words/errors.ts'
import { mapUplink } from '#domain/devices/profiles/mapper.ts'
import { builtInProfiles } from '#domain/devices/profiles/profiles.ts'
import { isRefusal } from '#domain/words/refusal.ts'
import { decodeAtDoor, getProfile } from './at-door.ts'
import { uplinks, type KnownUplink } from './uplinks/uplinks.ts'

function map({ profile, mounting_height_m, decoded }: KnownUplink) {
  const settings = mounting_height_m === undefined ? {} : { mounting_height_m }
  return mapUplink(getProfile(profile ?? ''), settings, decoded)
}

const ofKind = (wanted: keyof KnownUplink) =>
  uplinks.filter((uplink) => uplink[wanted] !== undefined)

describe('real uplinks of 32 models', () => {
  it('are 67, each of them either right, refused, or of a model without a profile', () => {
    expect(uplinks.length).toBe(67)
    expect(new Set(uplinks.map(({ id }) => id)).size).toBe(67)
    const said = uplinks.map(({ values, refused, unmapped }) => [values, refused, unmapped])
    expect(said.filter((words) => words.filter((word) => word !== undefined).length !== 1)).toEqual(
      [],
    )
  })

  it.each(ofKind('values'))('$id is right, and stored', (uplink) => {
    expect(map(uplink)).toMatchObject({ values: uplink.values })
    const { kind } = getProfile(uplink.profile ?? '')
    const { elements, refused } = decodeAtDoor(kind, uplink.values ?? {})
    expect(refused).toEqual([])
    expect(elements).toMatchObject([{ values: uplink.values }])
  })

  it.each(ofKind('refused'))('$id is refused: $refused', (uplink) => {
    expect(Object.keys(errors)).toContain(uplink.refused)
    expect(map(uplink)).toEqual({ code: uplink.refused, detail: uplink.because })
  })

  it.each(ofKind('unmapped'))('$id has no profile: $unmapped', ({ decoded }) => {
    // Should somebody choose one nevertheless, nothing is stored wrong.
    const results = builtInProfiles
      .list()
      .map(
        (profile) => [profile.id, mapUplink(profile, { mounting_height_m: 5 }, decoded)] as const,
      )
    const measured = results.filter(
      ([, result]) =>
        !isRefusal(result) &&
        Object.entries(result.values).some(
          ([name, value]) => name !== 'battery_v' && value !== null,
        ),
    )
    expect(measured).toEqual([])
  })
})

describe('a built-in profile', () => {
  it.each(builtInProfiles.list())('$id has examples that the door takes', (profile) => {
    const { examples, kind } = profile
    expect(examples.some(({ values }) => values)).toBe(true)
    for (const { values, refused } of examples) {
      if (values) expect(decodeAtDoor(kind, values).refused).toEqual([])
      else expect(Object.keys(errors)).toContain(refused)
    }
  })

  it.each(builtInProfiles.list())('$id survives whatever a decoder may give', (profile) => {
    const settings = { mounting_height_m: 5 }
    for (const decoded of [undefined, null, true, 7, 'text', [], [{}]]) {
      expect(mapUplink(profile, settings, decoded)).toMatchObject({ code: 'uplink_not_decoded' })
    }
    for (const decoded of [{ errors: ['no'] }, { error: 'no' }, { errors: [{ code: 7 }] }]) {
      expect(mapUplink(profile, settings, decoded)).toMatchObject({ code: 'uplink_decoder_error' })
    }
    expect(isRefusal(mapUplink(profile, settings, {}))).toBe(true)
  })
})
