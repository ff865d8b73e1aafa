import { describe, expect, it } from 'vitest'
import { placeOf } from '#domain/readings/place.ts'
import { type JournalBatch } from '#domain/commit.ts'
import { flags } from '#domain/readings/flags.ts'
import { ServerClock } from '#ingest/server-clock.ts'
import { readingChange } from '#test/support/reading-change.ts'

const hour = 3_600_000
const now = 1_795_334_400_000

/** One reading of each device, stamped so far ahead of the server. */
function batchOf(aheadMs: Readonly<Record<string, number>>): JournalBatch {
  const changes = Object.entries(aheadMs).map(([device, ahead]) =>
    readingChange({
      kind: 'flood',
      device,
      ts: now + ahead,
      received_ts: now,
      place_ts: placeOf(now + ahead, now),
      seq: null,
      boot: null,
      origin: 'field' as const,
      values: { level_m: 1 },
      flag: flags.pass,
      reasons: [],
    }),
  )
  return { seq: 1, committed_ts: now, changes }
}

function hear(...spells: { atMs: number; ahead: Readonly<Record<string, number>> }[]) {
  const clock = new ServerClock()
  for (const { atMs, ahead } of spells) clock.apply(batchOf(ahead), atMs)
  return clock
}

describe("the server's clock", () => {
  it('is in doubt while most devices are ahead of it, by the middle of what they say', () => {
    const clock = hear({ atMs: 0, ahead: { a: hour - 2_000, b: hour, c: hour + 1_000, d: 0 } })
    expect(clock.doubt(0)).toEqual({ behind_ms: hour, devices: 3, heard: 4 })
  })

  it.each([
    ['two devices alone', { a: hour, b: hour }],
    ['three of six', { a: hour, b: hour, c: hour, d: 0, e: 0, f: 0 }],
    ['all within what clocks drift', { a: 300_000, b: 200_000, c: 300_000 }],
    ['those that send a day late', { a: -24 * hour, b: -24 * hour, c: -24 * hour }],
  ])('is not doubted for %s', (_what, ahead) => {
    expect(hear({ atMs: 0, ahead }).doubt(0)).toBeNull()
  })

  it('is believed again once the devices agree with it', () => {
    const wrong = { a: hour, b: hour, c: hour }
    expect(hear({ atMs: 0, ahead: wrong }, { atMs: 1, ahead: { a: 0, b: 0 } }).doubt(1)).toBeNull()
  })

  it('is not judged by devices that fell silent', () => {
    const clock = hear({ atMs: 0, ahead: { a: hour, b: hour, c: hour } })
    expect(clock.doubt(hour)).toBeNull()
  })
})
