import { existsSync } from 'node:fs'
import { zipSync } from 'fflate'
import type { Position } from 'geojson'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { parseCityOptions } from '#commands/city/options.ts'
import { goodSite, n03, n03Geo, openRig, shift, sites, town, type Rig } from './import-rig.ts'
import { encodeCp932, planeNine, tokyoDatum, writeShapefile } from './write-shapefile.ts'

let rig: Rig
beforeEach(() => {
  rig = openRig()
})
afterEach(() => rig.close())

type Input = () => string[]
const geo = (ring: Position[], more?: object) => () => [
  rig.write('n03.geojson', JSON.stringify(n03Geo(ring, more))),
]
const csv = (text: string | Uint8Array) => () => [
  ...geo(town.toReversed())(),
  rig.write('x.csv', text),
]
const bowTie = [town[0], town[2], town[1], town[3], town[0]] as Position[]
const half = (name: string, bytes: Uint8Array) =>
  rig.write(name, bytes.subarray(0, Math.floor(bytes.length * 0.7)))

const refusals: [name: string, input: Input, words: RegExp][] = [
  ['a file that is not there', () => ['nowhere.shp'], /nowhere\.shp: there is no such file/],
  [
    'no .prj',
    () => [rig.writeShapes('n', n03, { prj: '' })],
    /n\.shp: has no \.prj .*--datum JGD2011/,
  ],
  [
    'Tokyo Datum',
    () => [rig.writeShapes('n', n03, { prj: tokyoDatum })],
    /old Tokyo Datum \(GCS_Tokyo\)/,
  ],
  [
    'a projection',
    () => [rig.writeShapes('n', n03, { prj: planeNine })],
    /metres of a map projection/,
  ],
  ['an unknown datum', () => [rig.writeShapes('n', n03, { prj: 'GEOGCS["ED50"]' })], /is in ED50/],
  [
    'a crs of the old datum',
    geo(town, { crs: { properties: { name: 'EPSG:4301' } } }),
    /Tokyo Datum/,
  ],
  [
    'swapped coordinates',
    geo(town.map(([x, y]) => [y, x]) as Position[]),
    /feature 1 \(水辺町\): .*swapped/,
  ],
  ['a ring that crosses itself', geo(bowTie), /crosses itself at 140\.300000, 35\.950000/],
  ['a ring that is open', geo(town.slice(0, -1)), /a ring is not closed/],
  ['0/0', geo(town.map(() => [0, 0])), /a form sent without its position/],
  ['Paris', geo(shift(town, -138)), /lies outside Japan/],
  [
    'a shape without rows',
    () => {
      const shp = rig.writeShapes('n', n03)
      rig.write('n.dbf', writeShapefile(n03.slice(1)).dbf)
      return [shp]
    },
    /n\.dbf: has 2 rows for 3 shapes/,
  ],
  [
    'half a shapefile',
    () => {
      const shp = rig.writeShapes('n', n03)
      half('n.shp', writeShapefile(n03).shp)
      return [shp]
    },
    /n\.shp: is half a file: \d+ of \d+ bytes/,
  ],
  [
    'half a table',
    () => {
      const shp = rig.writeShapes('n', n03)
      half('n.dbf', writeShapefile(n03).dbf)
      return [shp]
    },
    /n\.dbf: is half a file/,
  ],
  [
    'half a zip',
    () => [half('n.zip', zipSync({ 'n.shp': Buffer.alloc(900, 7) }))],
    /cannot be unpacked/,
  ],
  [
    'half a GeoJSON',
    () => [half('n.geojson', Buffer.from(JSON.stringify(n03Geo())))],
    /is half a file/,
  ],
  [
    'a table in another encoding than its .cpg says',
    () => {
      const shp = rig.writeShapes('n', n03, { encode: encodeCp932 })
      rig.write('n.cpg', 'UTF-8')
      return [shp]
    },
    /n\.dbf record 1: N03_001 is no UTF-8 text/,
  ],
  [
    'another city',
    () => [...geo(town.toReversed())(), '--code', '13101'],
    /no outline of 13101: .*08229/,
  ],
  ['no outline', () => [rig.write('s.csv', sites(goodSite))], /no outline: add an N03 file/],
  [
    'bytes of no encoding',
    csv(Buffer.from([...Buffer.from('ID\n'), 0x82, 0xff, 0x0a])),
    /x\.csv line 2: is neither/,
  ],
  [
    'letters lost before',
    csv(sites('S1,水\uFFFD,,35.9,140.3,1,,,,')),
    /line 2: has letters that were lost/,
  ],
  ['a list of something else', csv('名前,住所\na,b\n'), /is no list of 指定緊急避難場所/],
  ['a missing column', csv('ID,名称,緯度,災害種別_洪水\nS1,a,35.9,1\n'), /has no column 経度/],
  ['a flag that is none', csv(sites('S1,a,,35.95,140.3,○,,1,,')), /line 2: 洪水 is "○"/],
  ['a site for nothing', csv(sites('S1,a,,35.95,140.3,,,,,')), /line 2: .* for no hazard/],
  ['an id used twice', csv(sites(goodSite, goodSite)), /line 4: has the id S1 of line 2/],
  ['a site without a place', csv(sites('S1,a,,,140.3,1,,,,')), /line 2: has no 緯度/],
  ['a swapped site', csv(sites('S1,a,,140.3,35.95,1,,,,')), /line 2: .*swapped/],
  ['a site at 0/0', csv(sites('S1,a,,0,0,1,,,,')), /line 2: .* without its position/],
  ['a site far away', csv(sites('S1,a,,34.7,135.5,1,,,,')), /S1: lies more than 50 km/],
  ['a row cut off', csv(sites('S1,a,,35.9').trimEnd()), /line 2: has 4 fields for 10 columns/],
  ['a quote without an end', csv(sites('S1,"a,,35.9')), /line 2: has a quote that never ends/],
]

describe('an import that is refused', () => {
  it.each(refusals)('for %s says so and writes nothing', async (_name, input, words) => {
    const outcome = await rig.run(...input())
    expect(outcome.errors).toMatch(words)
    expect(outcome.isWritten).toBe(false)
    expect(existsSync(rig.to)).toBe(false)
  })

  it('tells the faults of all files at once', async () => {
    const outcome = await rig.run('nowhere.shp', ...csv(sites('S1,a,,0,0,○,,1,,'))())
    expect(outcome.errors).toMatch(/nowhere[^]*○[^]*without its position/)
  })

  it.each([
    [['--code', '99999'], /no 全国地方公共団体コード/],
    [['--merge', '--force'], /exclude each other/],
    [['--datum', 'Tokyo'], /one of JGD2011/],
    [['--tolerance', 'x'], /no number of metres/],
    [['--credit', 'sea=x'], /write LAYER=出典/],
  ])('says what is wrong with %j', (words, message) => {
    expect(() => parseCityOptions(['import', '--to', 'x', 'f.shp', ...words])).toThrow(message)
  })
})
