import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { zipSync } from 'fflate'
import type { FeatureCollection, Position } from 'geojson'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { City, Facility, Place } from '#domain/wire/city.ts'
import { describeFinding } from '#domain/city/folder/finding.ts'
import { kinds } from '#domain/kinds/index.ts'
import { readCityFolder } from '#app/city/load-city.ts'
import { goodSite, n03, n03Geo, openRig, sites, town, type Rig } from './import-rig.ts'
import { encodeCp932, jgd2011, writeShapefile } from './write-shapefile.ts'

let rig: Rig
beforeEach(() => {
  rig = openRig()
})
afterEach(() => rig.close())

describe('npm run city -- import', () => {
  it('makes a folder of N03, W05 and W09 shapefiles that the city starts with', async () => {
    const bend: Position[] = [
      [139.9, 35.95],
      [140.25, 35.95],
      [140.250001, 35.950001],
      [140.3, 35.9500001],
      [140.35, 35.97],
    ]
    const river = { parts: [bend], cells: { W05_001: '83', W05_004: '水辺川' } }
    const lake = {
      parts: [town.map(([x = 0, y = 0]) => [x + (x > 140.3 ? -0.15 : 0), y] as Position)],
      cells: { W09_001: '水辺湖' },
    }
    const files = [
      rig.writeShapes('N03', n03, { encode: encodeCp932 }),
      rig.writeShapes('W05', [river, river], { type: 3 }),
      rig.writeShapes('W09', [lake]),
    ]
    const outcome = await rig.run(...files, '--code', '08229', '--name-en', 'Mizube')
    expect(outcome.errors).toBe('')
    expect(rig.read<City>('city.json')).toMatchObject({
      id: 'mizube',
      code_with_check_digit: '082295',
      name: { ja: '水辺町', en: 'Mizube' },
      prefecture: { ja: '茨城県', en: 'Ibaraki' },
      centre: { lat: 35.95, lon: 140.3 },
      bbox: [140.2, 35.9, 140.4, 36],
    })
    // What lies beyond the margin of 10 km is gone, what reaches beyond is cut.
    const neighbours = rig.read<FeatureCollection>('neighbours.geojson').features
    expect(neighbours.map(({ properties }) => properties?.['name'] as string)).toEqual(['隣町'])
    expect(JSON.stringify(neighbours)).not.toContain('140.6')
    // Two reaches of one name are one feature; the bend of a few centimetres is not worth a point.
    const rivers = rig.read<FeatureCollection>('rivers.geojson').features
    expect(rivers).toHaveLength(1)
    expect(rivers[0]?.geometry.type).toBe('MultiLineString')
    expect(JSON.stringify(rivers)).not.toContain('140.250001')
    const outline = rig.read<FeatureCollection>('boundary.geojson').features[0]?.geometry
    expect(outline).toEqual({ type: 'Polygon', coordinates: [town.toReversed()] })
    const credits = rig.read<City>('city.json').credits.map(({ layer, ja }) => `${layer}: ${ja}`)
    expect(credits).toContain('rivers: 国土数値情報（河川データ）（国土交通省）を加工')
    expect(outcome.summary.join('\n')).toMatch(
      /rivers: 2 read, 2 kept, 0 outside; 10 points before/,
    )
    const { folder: sound, findings } = await readCityFolder(rig.to, kinds)
    expect(sound).toBeDefined()
    expect(findings.filter(({ level }) => level !== 'advice')).toEqual([])
    // Another user of the machine runs the server.
    expect(statSync(rig.to).mode & 0o055).toBe(0o055)
  })

  it('reads the zip file as it was downloaded, points and papers in it apart', async () => {
    const { shp, dbf } = writeShapefile(n03)
    const files = {
      'N03_GML/N03-2024.shp': shp,
      'N03_GML/N03-2024.DBF': dbf,
      'N03_GML/N03-2024.prj': Buffer.from(jgd2011),
      'N03_GML/KS-META.xml': Buffer.from('<a/>'),
    }
    const outcome = await rig.run(rig.write('N03.zip', zipSync(files)), '--code', '082295')
    expect([outcome.errors, outcome.isWritten]).toEqual(['', true])
  })

  it.each([
    ['UTF-8', (text: string) => Buffer.from(text)],
    ['UTF-8 with a byte order mark', (text: string) => Buffer.from(`\uFEFF${text}`)],
    ['CP932', encodeCp932],
    ['UTF-16', (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le')],
  ])('reads evacuation sites in %s, with their hazards', async (_name, encode) => {
    const upper = 'S2,水辺役場,,35.96,140.31,１,0,,約50人,洪水は２階以上'
    const csv = rig.write('sites.csv', encode(sites(goodSite, upper)))
    const outcome = await rig.run(rig.write('n03.geojson', JSON.stringify(n03Geo())), csv)
    expect(outcome.errors).toBe('')
    const [school, hall] = rig.read<Facility[]>('facilities.json')
    expect(school).toMatchObject({
      id: 'S1',
      name: { ja: '水辺小', en: 'Mizube School' },
      valid_for: ['flood', 'earthquake'],
      flood_upper_floor_only: false,
      capacity: 250,
    })
    expect(hall).toMatchObject({
      valid_for: ['flood'],
      flood_upper_floor_only: true,
      capacity: null,
    })
    const warned = outcome.findings.filter(({ level }) => level === 'warning').map(describeFinding)
    expect(warned.join()).toMatch(/sites\.csv line 4: 想定収容人数 "約50人" is no number/)
  })

  it('adds to a folder, and keeps what people wrote in it', async () => {
    const outline = rig.write('n03.geojson', JSON.stringify(n03Geo()))
    await rig.run(outline, rig.write('sites.csv', sites(goodSite)))
    writeFileSync(join(rig.to, 'README.md'), 'ours')
    writeFileSync(
      join(rig.to, 'city.json'),
      JSON.stringify({ ...rig.read<City>('city.json'), zoom: 13 }),
    )
    const wifi = rig.write('wifi.csv', 'ID,名称,緯度,経度,SSID\nW1,駅前,35.95,140.31,FREE\n')
    const towns = [
      { town: '本町', koaza: '', lat: 35.95, lng: 140.3 },
      { town: '隣の町', koaza: '', lat: 35.95, lng: 140.5 },
    ]
    const places = rig.write('towns.json', JSON.stringify(towns))
    expect((await rig.run(wifi, places)).errors).toMatch(/is there already; say --merge/)
    expect((await rig.run(wifi, places, '--merge')).errors).toBe('')
    const types = rig.read<Facility[]>('facilities.json').map(({ type }) => type)
    expect(types).toEqual(['evacuation_site', 'public_wifi'])
    expect(rig.read<Place[]>('places.json').map(({ name }) => name.ja)).toEqual(['本町'])
    expect([
      rig.read<City>('city.json').zoom,
      readFileSync(join(rig.to, 'README.md'), 'utf8'),
    ]).toEqual([13, 'ours'])
    expect((await rig.run(outline, '--force')).errors).toBe('')
    expect(rig.read<Facility[]>('facilities.json')).toEqual([])
    expect(readdirSync(rig.folder).filter((name) => name.startsWith('.'))).toEqual([])
  })

  it('draws an outline anew: the zone along it follows, words by hand and other files stay', async () => {
    const outline = rig.write('n03.geojson', JSON.stringify(n03Geo()))
    const lake = (properties: object) => ({
      type: 'Feature',
      properties,
      geometry: { type: 'Polygon', coordinates: [town.map(([x = 0, y = 0]) => [x + 0.1, y])] },
    })
    const lakes = rig.write(
      'lakes.geojson',
      JSON.stringify({ type: 'FeatureCollection', features: [lake({ name: '水辺湖' })] }),
    )
    const credit = ['--credit', 'lakes=水辺町']
    await rig.run(outline, `lakes=${lakes}`, ...credit, '--name-en', 'Mizube Town')
    const byHand = (name: string, value: unknown, layout: (text: string) => string) =>
      writeFileSync(join(rig.to, name), layout(JSON.stringify(value)))
    const boundary = rig.read<FeatureCollection>('boundary.geojson')
    const area = { ...boundary.features[0], id: 'area', properties: { type: 'drt_area' } }
    const square = town.toReversed().map(([x = 0, y = 0]) => [140.3 + (x - 140.3) / 9, y])
    const part = { ...area, id: 'part', geometry: { type: 'Polygon', coordinates: [square] } }
    byHand('zones.geojson', { ...boundary, features: [area, part] }, (text) => text)
    byHand(
      'lakes.geojson',
      { ...boundary, features: [lake({ name: '水辺湖', nameEn: 'Lake Mizube' })] },
      (text) => text,
    )
    const place = { id: 'm', name: { ja: '本町', en: 'Honcho' }, lat: 35.95, lon: 140.3, rank: 1 }
    byHand('places.json', [place], (text) => text.replace('140.3', '140.30'))

    const bent = [...town.toReversed().slice(0, -1), [140.25, 35.94], town[0] ?? []] as Position[]
    const detailed = rig.write('detailed.geojson', JSON.stringify(n03Geo(bent)))
    const outcome = await rig.run(detailed, `lakes=${lakes}`, ...credit, '--merge')
    expect(outcome.errors).toBe('')
    const [now] = rig.read<FeatureCollection>('boundary.geojson').features
    expect(now).toMatchObject({ properties: { name: { en: 'Mizube Town' } } })
    expect(now?.geometry).not.toEqual(boundary.features[0]?.geometry)
    const zones = rig.read<FeatureCollection>('zones.geojson').features
    expect(zones.map(({ geometry }) => geometry)).toEqual([now?.geometry, part.geometry])
    expect(zones[0]).toMatchObject({ id: 'area', properties: { type: 'drt_area' } })
    const named = rig.read<FeatureCollection>('lakes.geojson').features[0]?.properties
    expect(named).toEqual({ name: '水辺湖', nameEn: 'Lake Mizube' })
    expect(readFileSync(join(rig.to, 'places.json'), 'utf8')).toContain('140.30,')
  })

  it('takes what does not say what it is by name, with a credit and never without', async () => {
    const pond = n03Geo(town.map(([x = 0, y = 0]) => [140.3 + (x - 140.3) / 9, y] as Position))
    const features = pond.features.map((feature) => ({ ...feature, properties: { name: '池' } }))
    const file = rig.write('pond.geojson', JSON.stringify({ ...pond, features }))
    const outline = rig.write('n03.geojson', JSON.stringify(n03Geo()))
    expect((await rig.run(outline, file)).errors).toMatch(/does not say what it is .*lakes=FILE/)
    expect((await rig.run(outline, `lakes=${file}`)).errors).toMatch(/say --credit "lakes=出典"/)
    const outcome = await rig.run(
      outline,
      `lakes=${file}`,
      '--credit',
      'lakes=水辺町 / Mizube Town',
    )
    expect(outcome.errors).toBe('')
    expect(rig.read<City>('city.json').credits).toContainEqual({
      layer: 'lakes',
      ja: '水辺町',
      en: 'Mizube Town',
    })
  })
})
