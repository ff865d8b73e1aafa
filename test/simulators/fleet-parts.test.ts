import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { backoffMs } from '#domain/operation/backoff.ts'
import { createOutbox } from '#simulators/fleet/outbox.ts'
import { createSimulatedTime, planRun } from '#simulators/fleet/run-plan.ts'
import { parseOptions } from '#simulators/options.ts'

const hour = 3_600_000
const tries = { firstMs: 500, longestMs: 30_000 }

describe('an outbox', () => {
  const steps = fc.array(
    fc.oneof(
      fc.record({ add: fc.integer({ min: 0, max: 1_200 }) }),
      fc.record({ send: fc.boolean() }),
    ),
    { maxLength: 40 },
  )

  it('delivers everything once and in order, whatever is acknowledged when', () => {
    fc.assert(
      fc.property(steps, (story) => {
        const outbox = createOutbox()
        const delivered: number[] = []
        let added = 0
        for (const step of [...story, ...Array.from({ length: 200 }, () => ({ send: true }))]) {
          if ('add' in step) {
            outbox.add(Array.from({ length: step.add }, (_, index) => ({ n: added + index })))
            added += step.add
            continue
          }
          const batch = outbox.next()
          // Not acknowledged: the next try must carry the very same bytes.
          expect(outbox.next()).toBe(batch)
          if (!batch || !step.send) continue
          const parsed = [JSON.parse(batch.payload)].flat() as { n: number }[]
          delivered.push(...parsed.map(({ n }) => n))
          outbox.acknowledge(batch)
        }
        expect(delivered).toEqual(Array.from({ length: added }, (_, index) => index))
        expect(outbox.size).toBe(0)
      }),
      { numRuns: 25 },
    )
  })

  it('sends one reading as an object, more as arrays of at most 500 and 256 KiB', () => {
    const outbox = createOutbox()
    outbox.add([{ n: 0 }])
    const first = outbox.next()
    expect(first?.payload).toBe('{"n":0}')
    if (first) outbox.acknowledge(first)
    outbox.add(Array.from({ length: 900 }, (_, n) => ({ n })))
    const full = outbox.next()
    expect(full?.count).toBe(500)
    if (full) outbox.acknowledge(full)
    const long = createOutbox()
    long.add(Array.from({ length: 400 }, () => ({ text: 'あ'.repeat(400) })))
    const batch = long.next()
    expect(batch?.count).toBeLessThan(400)
    expect(Buffer.byteLength(batch?.payload ?? '')).toBeLessThan(256 * 1024)
  })

  it('drops the oldest when it is full, says how many, and keeps what is under way', () => {
    const outbox = createOutbox()
    outbox.add(Array.from({ length: 100_000 }, (_, n) => ({ n })))
    const batch = outbox.next()
    outbox.add([{ n: 'newest' }])
    expect(outbox.dropped).toBe(1)
    expect(outbox.next()).toBe(batch)
    if (batch) outbox.acknowledge(batch)
    expect(outbox.size).toBe(100_000 - 500)
    expect(JSON.parse(outbox.next()?.payload ?? '[]')).toContainEqual({ n: 501 })
  })
})

describe('the wait before the next try', () => {
  it('grows to half a minute and differs between devices', () => {
    fc.assert(
      fc.property(
        fc.nat(1_000),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (attempt, unit) => {
          const wait = backoffMs(tries, attempt, () => unit)
          expect(wait).toBeGreaterThanOrEqual(250)
          expect(wait).toBeLessThanOrEqual(30_000)
        },
      ),
    )
    expect(backoffMs(tries, 3, () => 0.1)).not.toBe(backoffMs(tries, 3, () => 0.9))
    expect(backoffMs(tries, 3, () => 0.5)).toBeGreaterThan(backoffMs(tries, 0, () => 0.5))
  })
})

describe('a run', () => {
  const now = 1_800_000_000_000

  it('at speed 1 starts now, with a day behind it, and has no end', () => {
    const plan = planRun({ scenario: 'normal', speed: 1 }, now)
    expect(plan).toMatchObject({ startTs: now, endTs: null, preludeMs: 24 * hour })
    expect(plan.stormPeakTs).toBeNull()
  })

  it('of a live storm has its heaviest rain ahead', () => {
    const { stormPeakTs } = planRun({ scenario: 'storm', speed: 1 }, now)
    expect(((stormPeakTs ?? 0) - now) / hour).toBeCloseTo(1.6, 5)
  })

  it('that goes on after an earlier one keeps its storm, and sends again nothing that is there', () => {
    const sinceTs = now - 3 * hour
    const request = { scenario: 'storm', speed: 1, stormPeakTs: now - hour, sinceTs } as const
    expect(planRun(request, now)).toMatchObject({
      stormPeakTs: now - hour,
      preludeMs: 3 * hour,
      movingPreludeMs: hour / 3,
    })
    expect(planRun({ ...request, sinceTs: now + hour }, now).preludeMs).toBe(0)
    expect(planRun({ ...request, sinceTs: now - 99 * hour }, now).preludeMs).toBe(24 * hour)
  })

  it('sped up starts in the past and catches up with the present', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 100_000 }),
        fc.integer({ min: 1, max: 72 }),
        (speed, hours) => {
          const plan = planRun({ scenario: 'storm', speed, durationMs: hours * hour }, now)
          let elapsedMs = 0
          const clock = { now: () => now + elapsedMs, monotonicMs: () => elapsedMs }
          const time = createSimulatedTime(plan, clock)
          elapsedMs = time.untilMs(plan.endTs ?? Infinity)
          expect(time.now()).toBeCloseTo(clock.now(), -1)
          expect(plan.startTs).toBe(now - hours * hour)
          expect(plan.stormPeakTs).toBeGreaterThan(plan.startTs)
        },
      ),
    )
  })
})

describe('the command line', () => {
  const settings = { CITY_DIR: 'city', DATA_DIR: '/srv/city', MQTT_PORT: 2883 }

  it('takes its defaults from the settings of the server', () => {
    expect(parseOptions([], settings)).toMatchObject({
      credentials: '/srv/city/demo/simulated-devices.json',
      url: 'mqtt://127.0.0.1:2883',
      scenario: 'normal',
      speed: 1,
      seed: 1,
    })
    expect(parseOptions(['--scenario', 'storm', '--duration', '2'], settings)).toMatchObject({
      scenario: 'storm',
      durationMs: 2 * hour,
    })
  })

  it('says all that is wrong at once', () => {
    const args = [
      '--scenario',
      'flood',
      '--speed',
      '0',
      '--seed',
      'x',
      '--duration',
      '0',
      '--storm-peak',
      'soon',
      '--since',
      '1.5',
      '--url',
      'here',
    ]
    const complaint =
      /--scenario.*\n--speed.*\n--seed.*\n--duration.*\n--storm-peak.*\n--since.*\n--url/
    expect(() => parseOptions(args, settings)).toThrow(complaint)
    expect(() => parseOptions(['--speeed', '2'], settings)).toThrow(/speeed/)
  })
})
