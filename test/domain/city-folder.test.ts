import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readCityCode, addCheckDigit } from '#domain/city/folder/code.ts'
import { describeFinding } from '#domain/city/folder/finding.ts'
import { cityFiles, type CityTexts } from '#domain/city/folder/city-folder.ts'
import { parseCityFolder } from '#domain/city/folder/parse-city-folder.ts'
import { kinds } from '#domain/kinds/index.ts'

const inashiki = resolve(import.meta.dirname, '../../infra/cities/inashiki')
const own = cityFiles.flatMap((name) => {
  try {
    return [[name, readFileSync(join(inashiki, name), 'utf8')] as const]
  } catch {
    return []
  }
})
const sound = Object.fromEntries(own) as Record<string, string>

/** The folder with one file written otherwise. */
function parse(changes: Record<string, string | undefined>) {
  const texts = { ...sound, ...changes } as unknown as CityTexts
  const { folder, findings } = parseCityFolder(texts, kinds)
  const list = (level: string) =>
    findings.filter((finding) => finding.level === level).map(describeFinding)
  return { folder, errors: list('error'), warnings: list('warning'), advice: list('advice') }
}

type Items = Record<string, unknown>[]
const edit = (file: string, change: (items: Items) => unknown) => {
  const items = JSON.parse(sound[file] ?? '') as Items
  return { [file]: JSON.stringify(change(items) ?? items) }
}
const set = (file: string, values: object) =>
  edit(file, (items) => void Object.assign(items[0] ?? {}, values))
const setCity = (values: object) => ({
  'city.json': JSON.stringify({ ...(JSON.parse(sound['city.json'] ?? '') as object), ...values }),
})
const layer = (coordinates: unknown, type = 'Polygon') => ({
  'lakes.geojson': JSON.stringify({
    type: 'FeatureCollection',
    features: [{ type: 'Feature', properties: { name: '池' }, geometry: { type, coordinates } }],
  }),
})
const square = [
  [140.3, 35.9],
  [140.4, 35.9],
  [140.4, 36],
  [140.3, 36],
  [140.3, 35.9],
]
const bowTie = [square[0], square[2], square[1], square[3], square[0]]

const errors: [name: string, changes: Record<string, string | undefined>, words: RegExp][] = [
  ['a file that is missing', { 'places.json': undefined }, /^places\.json: is missing/],
  ['half a file', { 'devices.json': '[{"id":' }, /^devices\.json: is no JSON/],
  ['an unknown key', setCity({ colour: 'red' }), /^city\.json colour: no such field/],
  ['a wrong check digit', setCity({ code_with_check_digit: '082294' }), /must be 082295/],
  [
    'a zone that is none',
    setCity({ time_zone: 'Asia/Inashiki' }),
    /Asia\/Inashiki is no time zone/,
  ],
  ['nobody credited', setCity({ credits: [] }), /nobody is credited/],
  ['a place of spaces', set('places.json', { name: { ja: '\u3000', en: 'a' } }), /name\.ja/],
  ['a rank of four', set('places.json', { rank: 4 }), /edosaki rank: one of 1, 2, 3/],
  [
    'an unknown hazard',
    set('facilities.json', { valid_for: ['meteor'] }),
    /E0822900001201 valid_for/,
  ],
  ['a site for nothing', set('facilities.json', { valid_for: [] }), /for no hazard/],
  ['a swapped site', set('facilities.json', { lat: 35.9, lon: 35.9 }), /lies outside Japan/],
  ['a site far away', set('facilities.json', { lat: 34.7, lon: 135.5 }), /more than 50 km/],
  ['a site at 0/0', set('facilities.json', { lat: 0, lon: 0 }), /without its position/],
  ['a kind nobody has', set('devices.json', { kind: 'sonar' }), /kind sonar is none of flood/],
  [
    'a mode of another kind',
    set('devices.json', { every_ms: { asleep: 1000 } }),
    /every_ms\.asleep/,
  ],
  [
    'an id used twice',
    edit('facilities.json', (items) => [...items, items[0]]),
    /facilities\.json E0822900001201: this id is used twice/,
  ],
  ['no collection', { 'roads.geojson': '{}' }, /roads\.geojson: no GeoJSON FeatureCollection/],
  ['an open ring', layer([square.slice(0, -1)]), /feature 1 \(池\): a ring is not closed/],
  ['a bow tie', layer([bowTie]), /a ring crosses itself at 140\.350000, 35\.950000/],
  ['swapped corners', layer([square.map(([x, y]) => [y, x])]), /the two are swapped/],
  ['metres', layer([square.map(() => [13_850.5, -5_200])]), /metres of a map projection/],
  ['words for numbers', layer([[['140', '36']]]), /coordinates of no Polygon/],
]

describe('a city folder', () => {
  it('is sound as it comes with the source', () => {
    const { folder, errors: wrong, warnings } = parse({})
    expect([wrong, warnings]).toEqual([[], []])
    expect(folder?.city.id).toBe('inashiki')
  })

  it.each(errors)('does not start with %s', (_name, changes, words) => {
    const { folder, errors: told } = parse(changes)
    expect(folder).toBeUndefined()
    expect(told.join('\n')).toMatch(words)
  })

  it('tells everything that is wrong at once', () => {
    const { errors: told } = parse({
      'places.json': '[',
      'zones.geojson': '1',
      'roads.geojson': '{}',
    })
    expect(told.map((line) => line.split(':')[0])).toEqual([
      'places.json',
      'zones.geojson',
      'roads.geojson',
    ])
  })

  it('warns of what would look wrong', () => {
    const clockwise = parse(layer([square.toReversed()])).warnings
    expect(clockwise.join()).toMatch(/turn to the left/)
    const beside = parse(set('places.json', { lat: 36.1, lon: 140.3 })).warnings
    expect(beside.join()).toMatch(/edosaki: lies outside the outline/)
    expect(parse(setCity({ centre: { lat: 36.2, lon: 140.3 } })).warnings.join()).toMatch(/centre/)
  })

  it('advises what is missing, verification of thresholds among it', () => {
    const { advice, folder } = parse({})
    expect(folder).toBeDefined()
    expect(advice).toContain('rivers.geojson: is not there: the map has no rivers')
    expect(advice).toContain('devices.json gauge-edosaki: its thresholds are not verified')
    const { credits } = JSON.parse(sound['city.json'] ?? '') as { credits: { layer?: string }[] }
    const others = credits.filter((credit) => credit.layer !== 'lakes')
    const uncredited = parse(setCity({ credits: others })).advice
    expect(uncredited).toContain('city.json: credits name no source of lakes (layer: "lakes")')
  })
})

describe('the code of a municipality', () => {
  it.each([
    ['08229', '08229'],
    ['082295', '08229'],
    ['8229', '08229'],
    ['82295', '08229'],
    ['０８２２９', '08229'],
    ['131016', '13101'],
    ['99999', undefined],
    ['稲敷市', undefined],
  ])('reads %s as %s', (text, code) => expect(readCityCode(text)).toBe(code))

  it.each([
    ['08229', '082295'],
    ['13101', '131016'],
    ['01100', '011002'],
    ['09201', '092011'],
  ])('adds the check digit to %s', (code, full) => expect(addCheckDigit(code)).toBe(full))
})
