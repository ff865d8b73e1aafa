import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { kinds } from '#domain/kinds/index.ts'
import { faultTypes } from '#simulators/faults/fault-types.ts'
import { checkFaults } from '#simulators/faults/check-faults.ts'
import { planForRun } from '#simulators/faults/inject.ts'
import { loadFaults } from '#simulators/faults/load-faults.ts'
import { presets } from '#simulators/faults/list-presets.ts'
import { planRun } from '#simulators/fleet/run-plan.ts'
import { hour, inashiki, mondayTs, worldOf } from '../inashiki.ts'
import { complaintsAbout, mondaysRun, planFile, seed } from './plan.ts'

const root = join(import.meta.dirname, '../../..')
const at = { device: 'gauge-edosaki', from: '08:00', for: '1h' }
const spike = { ...at, type: 'spike', field: 'level_m', height: 1 }

describe('a faults file', () => {
  it.each([
    [
      'an unknown type',
      { ...spike, type: 'spkie' },
      /faults\[0\]\.type: no fault.*did you mean spike/,
    ],
    ['no type', { ...at }, /faults\[0\]\.type: missing/],
    ['a bare word', 'spike', /faults\[0\]\.type: missing/],
    [
      'an unknown device',
      { ...spike, device: 'gauge-edosak' },
      /\.device: no simulated device.*did you mean gauge-edosaki/,
    ],
    ['nowhere', { ...spike, device: undefined }, /says nowhere/],
    [
      'two ways at once',
      { ...spike, pick: { kind: 'flood', count: 1 } },
      /device and pick at once/,
    ],
    [
      'an unknown kind',
      { ...spike, device: undefined, pick: { kind: 'fluid', count: 1 } },
      /no kind "fluid"/,
    ],
    [
      'more than there are',
      { ...spike, device: undefined, pick: { kind: 'flood', count: 99 } },
      /only 12 devices of kind flood/,
    ],
    [
      'an unknown field',
      { ...spike, field: 'levl_m' },
      /\.field: kind flood has no number levl_m; did you mean level_m/,
    ],
    ['a field of words', { ...spike, field: 'mode' }, /\.field: kind flood has no number mode/],
    ['no field', { ...spike, field: undefined }, /\.field: missing/],
    [
      'a field that it does not measure',
      { ...spike, device: 'rain-city-hall' },
      /rain-city-hall does not measure level_m/,
    ],
    ['a field of another fault', { ...at, type: 'gap', field: 'level_m' }, /unknown field/],
    [
      'a level where none is',
      { ...at, device: 'farm-aba', type: 'zero_point', by: 1 },
      /kind farm has no level/,
    ],
    [
      'a battery where none is',
      { ...at, device: 'bus-01', type: 'battery', per_day: 1 },
      /no number battery_v/,
    ],
    [
      'a position of what stands',
      { ...at, type: 'position_zero' },
      /kind flood .* sends no position/,
    ],
    [
      'a unit that cannot be',
      { ...at, type: 'unit_slip', field: 'level_m', sent_as: 'mV' },
      /level_m \(m\) is never sent as mV; taken for it are cm, mm, ft/,
    ],
    ['no height', { ...spike, height: undefined }, /\.height: missing/],
    ['a height in words', { ...spike, height: 'high' }, /\.height: expected a number/],
    ['a share above 1', { ...spike, share: 1.5 }, /\.share: expected a number/],
    ['a time in words', { ...spike, from: 'noon' }, /\.from: "noon" is not a time of every day/],
    [
      'a time without offset',
      { ...spike, from: '2026-06-15T08:00:00' },
      /\.from: .* RFC 3339 with offset/,
    ],
    ['a wrong anchor', { ...spike, from: 'now+1x' }, /"1x" is not a duration/],
    ['a storm where none is', { ...spike, from: 'peak' }, /peak .* this run has none/],
    [
      'a time before the run',
      { ...spike, from: mondayTs - 9 * hour },
      /\.from: outside the run, which goes from/,
    ],
    ['a time after the run', { ...spike, from: 'now+1h' }, /\.from: outside the run/],
    ['a wrong duration', { ...spike, for: 'an hour' }, /\.for: "an hour" is not a duration/],
    ['a daily one without', { ...spike, for: undefined }, /\.for: missing; a fault of every day/],
    ['a daily one of two days', { ...spike, for: '2d' }, /\.for: "2d" is more than the day/],
    [
      'an outage without end',
      { device: 'gauge-edosaki', type: 'outage', from: 'start' },
      /\.for: missing; .* has to end/,
    ],
    ['a wrong shift', { ...at, type: 'clock', shift: '9 hours' }, /\.shift: "9 hours" is not/],
    ['a delay into the past', { ...at, type: 'backlog', delay: '-1h' }, /\.delay: a time before/],
    [
      'half a centre',
      { type: 'outage', circle: { lat: 35, radius_m: 10 }, from: '08:00', for: '1h' },
      /half a centre/,
    ],
    [
      'a line for a polygon',
      {
        type: 'outage',
        polygon: [
          [140, 35],
          [140, 36],
        ],
        from: '08:00',
        for: '1h',
      },
      /\.polygon: expected/,
    ],
  ])('with %s is refused in words', (_what, fault, words) => {
    expect(complaintsAbout([fault]).join('\n')).toMatch(words)
  })

  it('says all that is wrong at once, each with its line and path', () => {
    const text = [
      '{ "version": 1, "faults": [',
      '  { "type": "spike", "device": "gauge-nowhere",',
      '    "field": "level_m", "height": 2, "from": "25:00", "for": "1h" },',
      '  { "type": "gap", "device": "bus-01",',
      '    "from": "08:00", "for": "soon" }',
      '] }',
    ].join('\n')
    expect(complaintsAbout(text)).toEqual([
      expect.stringMatching(/^f\.json:3 faults\[0\]\.from: /),
      expect.stringMatching(/^f\.json:2 faults\[0\]\.device: /),
      expect.stringMatching(/^f\.json:5 faults\[1\]\.for: /),
    ])
    const shapes = text.replace('"gap"', '"gpa"').replace('2,', '"2", "colour": 1,')
    expect(complaintsAbout(shapes)).toEqual([
      expect.stringMatching(/^f\.json:3 faults\[0\]\.height: /),
      expect.stringMatching(/^f\.json:3 faults\[0\]\.colour: unknown field/),
      expect.stringMatching(/^f\.json:4 faults\[1\]\.type: no fault/),
    ])
  })

  it('is refused whole where it is no faults file', () => {
    expect(complaintsAbout('{ "version": 1, ')[0]).toMatch(/^f\.json: not JSON: .*(line|position)/)
    expect(complaintsAbout('[]')[0]).toMatch(/expected an object/)
    expect(complaintsAbout('{ "version": 2, "faults": [1] }')[0]).toMatch(/version: expected/)
    expect(complaintsAbout('{ "version": 1, "faults": [] }')[0]).toMatch(/faults: expected/)
    expect(complaintsAbout('{ "version": 1 }')[0]).toMatch(/faults: missing/)
    const twice = [
      { ...spike, id: 'a' },
      { ...spike, id: 'a', from: '10:00' },
    ]
    expect(complaintsAbout(twice)[0]).toMatch(/faults\[1\]\.id: "a" is the id of another/)
  })

  it('takes every form of a time, a target and an area', () => {
    const forms = [
      { from: '08:00' },
      { from: mondayTs + hour },
      { from: '2026-06-15T08:00:00+09:00' },
      { from: 'start+2h' },
      { from: 'now-1h30m' },
      { devices: ['gauge-edosaki', 'gauge-inami'], device: undefined },
      { pick: { kind: 'flood', count: 2 }, device: undefined },
    ]
    for (const form of forms) expect(complaintsAbout([{ ...spike, ...form }])).toEqual([])
    const polygon = [
      [140.25, 35.88],
      [140.5, 35.88],
      [140.5, 36.02],
      [140.25, 36.02],
    ]
    const outage = { type: 'outage', from: '08:00', for: '1h' }
    expect(planFile([{ ...outage, polygon }]).length).toBeGreaterThan(40)
    expect(planFile([{ ...outage, circle: { radius_m: 3_000 } }]).length).toBeGreaterThan(5)
    // Where nothing stands a vehicle may still come by.
    const afar = planFile([{ ...outage, circle: { lat: -35, lon: 140, radius_m: 10 } }])
    expect(new Set(afar.map(({ kind }) => kind.position))).toEqual(new Set(['moving']))
  })

  it('draws the same devices with the same seed', () => {
    const file = [{ ...spike, device: undefined, pick: { kind: 'flood', count: 3 } }]
    const drawn = () => planFile(file).map(({ device, seed: own }) => [device.id, own])
    expect(drawn()).toEqual(drawn())
  })
})

describe('faults that contradict each other', () => {
  const flat = { ...at, type: 'flat', field: 'level_m' }
  const pairs: readonly (readonly [
    what: string,
    one: object,
    other: object,
    isRefused: boolean,
  ])[] = [
    ['flat and spike in one field', flat, spike, true],
    ['flat and stuck in one field', flat, { ...flat, type: 'stuck' }, true],
    [
      'two drifts in one field',
      { ...at, type: 'drift', field: 'level_m', per_day: 1 },
      { ...at, type: 'drift', field: 'level_m', per_day: 2 },
      true,
    ],
    ['a gap and an outage', { ...at, type: 'gap' }, { ...at, type: 'outage' }, true],
    ['a backlog and an outage', { ...at, type: 'backlog' }, { ...at, type: 'outage' }, true],
    ['flat and spike in two fields', flat, { ...spike, field: 'battery_v' }, false],
    ['flat, then spike', flat, { ...spike, from: '10:00' }, false],
    ['flat and spike at two devices', flat, { ...spike, device: 'gauge-inami' }, false],
    ['spike and drift', spike, { ...at, type: 'drift', field: 'level_m', per_day: 1 }, false],
    ['spike and clock', spike, { ...at, type: 'clock' }, false],
  ]

  it.each(pairs)('%s', (...[, one, other, isRefused]) => {
    const complaints = complaintsAbout([one, other])
    if (!isRefused) return expect(complaints).toEqual([])
    expect(complaints).toEqual([expect.stringMatching(/faults\[1\].*contradict.*2026-06-1/)])
    // An hour that both have only on another day is found too.
    const dated = { ...other, from: mondayTs + 8.5 * hour }
    expect(complaintsAbout([one, dated], { ...mondaysRun, endTs: null, speed: 1 }).length).toBe(1)
  })
})

describe('presets', () => {
  it('are named in the page about faults, as are all types', () => {
    const page = readFileSync(join(root, 'docs/simulated-faults.md'), 'utf8')
    for (const name of presets) expect(page).toContain(`\`${name}\``)
    for (const { id, params } of faultTypes) {
      expect(page).toContain(`\`${id}\``)
      for (const param of Object.keys(params)) expect(page, id).toContain(`\`${param}\``)
    }
  })

  it.each(presets)('%s fits a live run and a sped-up one, a usual day and a storm', (name) => {
    for (const scenario of ['normal', 'storm'] as const) {
      for (const speed of [1, 1_000]) {
        const plan = planRun({ scenario, speed }, mondayTs)
        const parts = { devices: inashiki.devices, world: worldOf(1, plan.stormPeakTs), plan }
        const { faults } = planForRun({ city: inashiki, kinds, seed: 1 }, loadFaults(name), parts)
        expect(faults.length).toBeGreaterThan(3)
      }
    }
  })

  it('fit any city: what of them does not is left out and said', () => {
    const buses = inashiki.devices.filter(({ kind }) => kind === 'bus')
    const plan = planRun({ scenario: 'normal', speed: 1 }, mondayTs)
    const parts = { devices: buses, world: worldOf(seed), plan }
    const { faults, leftOut } = planForRun(
      { city: inashiki, kinds, seed },
      loadFaults('few'),
      parts,
    )
    expect(faults.map(({ type }) => type)).toEqual(['position_zero'])
    expect(leftOut.length).toBe(4)
  })

  it('are tried before anything starts; one that is unknown is refused with the known ones', () => {
    const options = { city: inashiki, seed, scenario: 'normal' } as const
    checkFaults({ ...options, source: 'worst-day' }, mondayTs)
    expect(() => checkFaults({ ...options, source: 'worst' }, mondayTs)).toThrow(
      /--faults worst: no such file, and no preset; presets: carrier-outage, few/,
    )
  })
})
