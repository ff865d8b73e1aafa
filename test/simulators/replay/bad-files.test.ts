import { describe, expect, it } from 'vitest'
import { parseOptions } from '#simulators/replay/options.ts'
import { planReplay } from '#simulators/replay/plan.ts'
import { as, csv, plan, readingsOf, usgs } from './plan-files.ts'

describe('bad rows', () => {
  it('are refused with their place, and the others are read', async () => {
    const text = csv(
      'ts,level_m,note',
      '2020-10-08T00:00Z,1,',
      '2020-10-08T00:10Z,"1,5",',
      '2020-10-08T25:00Z,1,',
      '2020-10-08T00:20Z,1',
      '2020-10-08T24:00Z,2,',
      'yesterday,1,',
    )
    const read = await plan({ 'bad.csv': text }, ...as)
    expect(read.refused.map(({ where, reason }) => `${where} ${reason}`)).toEqual([
      'bad.csv:5 2 cells, the heading has 3',
      'bad.csv:3 level_m: "1,5" is not a number',
      'bad.csv:4 "2020-10-08T25:00Z" is no time of the calendar',
      'bad.csv:7 "yesterday" is not a time like 2026-01-26T15:57:00+09:00',
    ])
    expect(readingsOf(read)?.map(([, values]) => values)).toEqual([{ level_m: 1 }, { level_m: 2 }])
    expect(read.notes).toContain('bad.csv: 1 rows at 24:00, the end of their day')
  })

  it('of a day that is there twice are skipped, and those that contradict are told', async () => {
    const day = ['2020-10-08T00:00Z,1', '2020-10-08T00:10Z,2']
    const again = ['2020-10-07T20:00:00-04:00,1', '2020-10-08T00:10Z,2.5']
    const read = await plan({ 'twice.csv': csv('ts,level_m', ...day, ...again) }, ...as)
    expect(read).toMatchObject({ readings: 2, repeated: 1 })
    expect(read.refused).toEqual([
      { where: 'twice.csv:5', reason: 'level_m 2.5 contradicts 2 of twice.csv:3' },
    ])
  })

  it('at the end of a file that is cut are refused: half a number is another number', async () => {
    const cut = (end: string) =>
      plan({ 'cut.csv': csv('ts,level_m', '2020-10-08T00:00Z,1') + end }, ...as)
    for (const end of ['2020-10-08T00:1', '2020-10-08T00:10Z,1.2', '2020-10-08T00:10Z,"1']) {
      const read = await cut(end)
      expect(read.readings).toBe(1)
      expect(read.refused).toMatchObject([
        { where: 'cut.csv:3', reason: expect.stringContaining('cut') },
      ])
    }
  })

  it('with and without offset in one file need a zone for the latter', async () => {
    const mixed = csv('ts,level_m', '2020-10-08T09:00+09:00,1', '2020-10-08 09:10,2')
    await expect(plan({ 'mixed.csv': mixed }, ...as)).rejects.toThrow('mixed.csv:3: time')
    const read = await plan({ 'mixed.csv': mixed }, ...as, '--zone', 'Asia/Tokyo')
    expect(readingsOf(read)?.map(([time]) => time)).toEqual(['00:00', '00:10'])
  })
})

describe('a file that is none', () => {
  const whole = usgs(['01541000', '00065', 'ft', ['6.55']])
  it.each<[string, string | Buffer, string]>([
    ['empty.csv', '', 'empty.csv: empty'],
    ['blank.csv', '\n\n', 'empty; expected a heading'],
    ['heading.csv', 'ts,level_m\n', 'a heading and no rows'],
    ['untimed.csv', csv('when,level_m', 'now,1'), 'no column with the time'],
    ['twice.csv', csv('ts,a,a', '2020-10-08T00:00Z,1,2'), 'two columns are called "a"'],
    ['sjis.csv', Buffer.from([0x8e, 0x9e, 0x8d, 0x8f]), 'not UTF-8'],
    ['half.json', whole.slice(0, -20), 'no whole JSON'],
    ['other.json', '{"type":"FeatureCollection"}', 'not USGS instantaneous values'],
    ['none.json', '{"value":{"timeSeries":[]}}', 'no time series'],
    ['text.pb', Buffer.from('not a feed'), 'no GTFS-Realtime message'],
  ])('%s', async (name, content, words) => {
    await expect(plan({ [name]: content }, ...as)).rejects.toThrow(words)
  })

  it('or is not there', async () => {
    const missing = parseOptions(['no-such-folder/missing.csv', ...as])
    await expect(planReplay(missing)).rejects.toThrow('cannot be read (ENOENT)')
  })
})

describe('a column', () => {
  const text = csv('ts,upper_m,lower_m,wert', '2020-10-08T00:00Z,1,2,300')

  it('that is one of several is asked for, and named as the table names it', async () => {
    const file = { 'two.csv': text }
    await expect(plan(file, ...as)).rejects.toThrow('which column is level_m?')
    const read = await plan(file, ...as, '--column', 'lower_m')
    expect(readingsOf(read)).toEqual([['00:00', { level_m: 2 }]])
    const cm = await plan(file, ...as, '--column', 'wert', '--field', 'level_m', '--unit', 'cm')
    expect(readingsOf(cm)).toEqual([['00:00', { level_m: 3 }]])
    const full = await plan(file, ...as, '--column', 'wert=level_m:mm')
    expect(readingsOf(full)).toEqual([['00:00', { level_m: 0.3 }]])
  })

  it.each([
    [['--column', 'lowr_m'], 'did you mean lower_m?'],
    [['--column', 'wert'], 'which unit has wert?'],
    [['--column', 'wert', '--unit', 'kg'], '"kg" is no unit'],
    [['--column', 'wert', '--unit', 'V'], 'V of wert is no unit of level_m'],
    [['--column', 'wert=levl_m:cm'], 'did you mean level_m?'],
    [['--column', 'wert=mode:cm'], 'mode has no unit'],
    [['--kind', 'bus'], 'no column for lat and lon'],
    [['--kind', 'boat'], '--kind boat: one of flood'],
  ])('%j is refused: %s', async (args, words) => {
    await expect(plan({ 'two.csv': text }, ...as, ...args)).rejects.toThrow(words)
  })
})

describe('the command line', () => {
  it.each([
    [[], 'which file?'],
    [['a.csv'], 'as which device?'],
    [['a.csv', ...as, '--each', 'x'], 'as which device?'],
    [['a.csv', ...as, '--speed', '0.5'], '--speed 0.5'],
    [['a.csv', ...as, '--zone', 'Tokio'], '--zone Tokio'],
    [['a.csv', ...as, '--from', 'May'], '--from'],
    [['a.csv', ...as, '--lat', '35'], '--lat and --lon'],
    [['a.csv', ...as, '--url', 'http://x'], '--url http://x'],
    [['a.csv', ...as, '--url', 'mqtt://x:1'], '--credentials'],
    [['a.csv', ...as, '--credentials', 'x'], 'go with --url'],
    [['a.csv', ...as, '--sped', '2'], "Unknown option '--sped'"],
  ])('%j is refused: %s', (args, words) => expect(() => parseOptions(args)).toThrow(words))
})
