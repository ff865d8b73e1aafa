import { describe, expect, it } from 'vitest'
import { mapUplink } from '#domain/devices/profiles/mapper.ts'
import { builtInProfiles } from '#domain/devices/profiles/profiles.ts'
import { isRefusal } from '#domain/words/refusal.ts'
import { decodeAtDoor, getProfile } from './at-door.ts'
import { askedFrames, frames, lackingFrames, type Frame } from './frames/frames.ts'

const map = ({ profile, settings, decoded }: Frame) =>
  mapUplink(getProfile(profile), settings, decoded)

const ids = builtInProfiles.list().map(({ id }) => id)
const told = frames.map((frame) => ({ ...frame, decoder: frame.decoders[0] }))

describe('frames of the vendors’ own decoders', () => {
  it.each(ids)('show what %s makes of each kind of frame, or why there is none', (id) => {
    const has = frames.filter(({ profile }) => profile === id).map(({ frame }) => frame)
    const lacks = lackingFrames[id] ?? {}
    for (const asked of askedFrames) {
      expect([asked, has.includes(asked)]).toEqual([asked, lacks[asked] === undefined])
    }
  })

  it.each(told)('$profile: $frame, $hex of $decoder', (frame) => {
    const mapped = map(frame)
    if (isRefusal(mapped)) {
      expect(mapped.code).toBe(frame.refused)
      return
    }
    expect(mapped.values).toEqual(frame.values)
    const at = mapped.unsaid?.map(({ field, path }) => [field, path])
    expect(at && Object.fromEntries(at)).toEqual(frame.no_value_at)
    const { kind } = getProfile(frame.profile)
    expect(decodeAtDoor(kind, mapped.values).refused).toEqual([])
  })

  it('never make a value where there is no sensor, or one that fails', () => {
    const failing = frames.filter(({ frame }) => frame === 'no sensor' || frame === 'error')
    const measured = failing.flatMap((frame) => {
      const mapped = map(frame)
      if (isRefusal(mapped)) return []
      const { battery_v: _battery, ...values } = mapped.values
      return Object.entries(values).filter(([, value]) => value !== null)
    })
    expect(failing.length).toBeGreaterThan(50)
    expect(measured).toEqual([])
  })

  it('give the examples of the built-in profiles', () => {
    const known = new Set(frames.map(({ decoded }) => JSON.stringify(decoded)))
    for (const { id, examples } of builtInProfiles.list()) {
      const invented = examples.filter(({ decoded }) => !known.has(JSON.stringify(decoded)))
      expect([id, invented]).toEqual([id, []])
      expect(examples.every(({ source }) => source !== undefined)).toBe(true)
    }
  })
})
