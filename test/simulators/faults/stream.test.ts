import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyFaults, createFaultyReporter } from '#simulators/faults/stream.ts'
import { describeTouches } from '#simulators/faults/truth.ts'
import type { TruthTouch } from '#simulators/faults/truth.ts'
import type { Report } from '#simulators/fleet/reporter.ts'
import { hour, inashiki } from '../inashiki.ts'
import {
  drawn,
  examples,
  faultOf,
  fromTs,
  gauge,
  bus,
  minute,
  run,
  soundOf,
  toTs,
  touchesOf,
  types,
} from './examples.ts'
import { complaintsAbout, planFile, reporterOf, soundReports, transformOf } from './plan.ts'

const plain = ({ seq: _seq, boot: _boot, ...rest }: Report) => rest
describe('a stream of reports', () => {
  it('is the same without faults, at every device', () => {
    for (const device of inashiki.devices) {
      const reports = soundReports(device, fromTs, fromTs + hour)
      const sent = applyFaults(reports, transformOf(device, []))
      expect(sent.map(({ report }) => report)).toEqual(reports)
      expect(touchesOf(device, sent)).toEqual([])
    }
  })

  it('has an example of every type here', () => {
    expect(Object.keys(examples).toSorted()).toEqual(types.toSorted())
    for (const type of types) {
      const { device } = examples[type] ?? { device: gauge }
      const faults = planFile([faultOf({ type, startMinute: 20, minutes: 60 })])
      expect(touchesOf(device, run(faults, device)).length, type).toBeGreaterThan(0)
    }
  })

  it('differs exactly where the truth says so, whatever the fault and its time', () => {
    fc.assert(
      fc.property(drawn, (one) => {
        const { device } = examples[one.type] ?? { device: gauge }
        const sent = run(planFile([faultOf(one)]), device)
        const fromFaultTs = fromTs + one.startMinute * minute
        const toFaultTs = fromFaultTs + one.minutes * minute
        for (const { original, report, sendTs, isLost, touches } of sent) {
          const during = original.ts >= fromFaultTs && original.ts < toFaultTs
          const [effect = 'none'] = touches.map((touch) => touch.effect)
          const isSame = JSON.stringify(plain(report)) === JSON.stringify(plain(original))
          expect(during || ['none', 'restarted'].includes(effect)).toBe(true)
          expect(isSame).toBe(!['altered', 'restamped'].includes(effect))
          expect(isLost).toBe(['lost', 'not_made'].includes(effect))
          expect(sendTs > original.ts).toBe(['late', 'repeated'].includes(effect))
        }
      }),
      { numRuns: 150 },
    )
  })

  it('loses and doubles nothing but what the truth says', () => {
    fc.assert(
      fc.property(fc.array(drawn, { minLength: 1, maxLength: 4 }), (some) => {
        const file = some.map(faultOf)
        fc.pre(complaintsAbout(file).length === 0)
        const faults = planFile(file)
        for (const device of [gauge, bus]) {
          const sent = run(faults, device)
          const truth = touchesOf(device, sent)
          const count = (effect: string) => truth.filter((touch) => touch.effect === effect).length
          const arrived = sent.filter(({ isLost }) => !isLost).length
          const made = soundOf.get(device)?.length ?? 0
          const missing = count('lost') + count('not_made')
          expect(arrived).toBe(made - missing + count('repeated'))
          expect(sent.map(({ sendTs }) => sendTs)).toEqual(
            sent.map(({ sendTs }) => sendTs).toSorted((a, b) => a - b),
          )
        }
      }),
      { numRuns: 100 },
    )
  })

  it('tells the true value of what was altered, also when two faults meet', () => {
    const faults = planFile([
      faultOf({ type: 'spike', startMinute: 10, minutes: 100 }, 0),
      faultOf({ type: 'zero_point', startMinute: 30, minutes: 100 }, 1),
      faultOf({ type: 'unit_slip', startMinute: 60, minutes: 20 }, 2),
    ])
    const sound = new Map(soundOf.get(gauge)?.map((report) => [report.ts, report]))
    const sent = run(faults, gauge)
    const arrived = new Map(sent.map(({ report }) => [report.ts, report]))
    const truth = touchesOf(gauge, sent)
    expect(new Set(truth.map(({ fault }) => fault)).size).toBe(3)
    for (const touch of truth) {
      expect(touch.true).toEqual({ level_m: sound.get(touch.ts)?.['level_m'] })
      expect(touch.sent).toEqual({ level_m: arrived.get(touch.ts)?.['level_m'] })
      expect(touch.seq).toBe(sound.get(touch.ts)?.seq)
    }
  })

  it('is the same in one piece and in many', () => {
    fc.assert(
      fc.property(
        drawn,
        fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 20 }),
        (one, steps) => {
          const { device } = examples[one.type] ?? { device: gauge }
          const faults = planFile([faultOf(one)])
          const tell = (moments: readonly number[]) => {
            const truth: TruthTouch[] = []
            const reporter = createFaultyReporter({
              reporter: reporterOf(device, fromTs),
              faults,
              endTs: toTs,
              onAsked: () => undefined,
              onSent: (sent) => truth.push(...describeTouches(device.id, sent)),
            })
            return { reports: moments.flatMap((ts) => reporter.until(ts)), truth }
          }
          let at = fromTs
          const moments = steps.map((step) => (at += step * minute)).filter((ts) => ts < toTs)
          const [whole, pieces] = [tell([toTs]), tell([...moments, toTs])]
          expect(pieces.reports).toEqual(whole.reports)
          const inOrder = (touches: TruthTouch[]) =>
            touches.map((touch) => JSON.stringify(touch)).toSorted()
          expect(inOrder(pieces.truth)).toEqual(inOrder(whole.truth))
        },
      ),
      { numRuns: 60 },
    )
  })

  it('repeats its faults after a restart, at the same readings with the same values', () => {
    fc.assert(
      fc.property(drawn, fc.integer({ min: 1, max: 100 }), (one, minutesLater) => {
        // A restart of the fleet is a restart of the device: its numbering is another one.
        fc.pre(one.type !== 'reboot')
        const { device } = examples[one.type] ?? { device: gauge }
        const faults = planFile([faultOf(one)])
        const laterTs = fromTs + minutesLater * minute
        const bare = ({ seq: _seq, boot: _boot, ...touch }: TruthTouch) => touch
        const tell = (startTs: number) => {
          const reports = soundReports(device, startTs, toTs)
          const sent = applyFaults(reports, transformOf(device, faults))
          const since = sent.filter(({ original }) => original.ts > laterTs)
          return {
            reports: since.map(({ report }) => plain(report)),
            truth: touchesOf(device, since).map(bare),
          }
        }
        expect(tell(laterTs)).toEqual(tell(fromTs))
      }),
      { numRuns: 60 },
    )
  })

  it('has other spikes with another seed of the run', () => {
    const [fault] = planFile([faultOf({ type: 'spike', startMinute: 0, minutes: 120 })])
    if (!fault) throw new Error('no fault')
    const hit = (seed: number) =>
      touchesOf(gauge, run([{ ...fault, seed }], gauge)).map(({ ts }) => ts)
    expect(hit(fault.seed)).toEqual(hit(fault.seed))
    expect(hit(fault.seed + 5)).not.toEqual(hit(fault.seed))
  })
})
