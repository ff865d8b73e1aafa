import { VectorTile } from '@mapbox/vector-tile'
import { PbfReader } from 'pbf'
import { FileSource, PMTiles } from 'pmtiles'
import { describe, expect, it } from 'vitest'
import { drawVectorTile } from '#dashboard/map/tile-file/draw-vector-tile.ts'
import type { Pen, TileView } from '#dashboard/map/tile-file/tile-view.ts'
import {
  aroundInashiki,
  encodeVectorTile,
  makeLakeFile,
  tilesOver,
} from '#test/support/tile-file.ts'

const colours = {
  land: 'land',
  water: 'water',
  waterLine: 'shore',
  road: 'road',
  building: 'house',
  boundary: 'border',
}

/** Writes down what is drawn: colour, and the corners of each line. */
function draw(tile: VectorTile, view: Partial<TileView> = {}, isGround = true): string[] {
  const drawn: string[] = []
  let path: string[] = []
  const pen: Pen = {
    fillStyle: '',
    strokeStyle: '',
    lineWidth: 0,
    beginPath: () => (path = []),
    moveTo: (x, y) => path.push(`M${x},${y}`),
    lineTo: (x, y) => path.push(`${x},${y}`),
    fill: () => drawn.push(`${String(pen.fillStyle)} ${path.join(' ')}`),
    stroke: () => drawn.push(`${String(pen.strokeStyle)} ${pen.lineWidth} ${path.join(' ')}`),
    fillRect: (...box) => drawn.push(`${String(pen.fillStyle)} ${box.join(' ')}`),
  }
  const whole = { pixels: 256, left: 0, top: 0, canvas: 257, density: 1, ...view }
  drawVectorTile(pen, tile, { view: whole, colours, isGround })
  return drawn
}

async function loadLakeTile(): Promise<VectorTile> {
  const file = new PMTiles(new FileSource(new File([makeLakeFile()], 'lake.pmtiles')))
  const [place = { z: 0, x: 0, y: 0 }] = tilesOver(aroundInashiki, 11)
  const found = await file.getZxy(place.z, place.x, place.y)
  if (!found) throw new Error('no tile')
  return new VectorTile(new PbfReader(new Uint8Array(found.data)))
}

const lake = 'water M0,0 128,0 128,128 0,128 0,0 M32,32 64,32 64,64 32,64 32,32'

describe('a tile out of a PMTiles file', () => {
  it('is drawn from the ground up: land, water with its island, a trunk road', async () => {
    expect(draw(await loadLakeTile())).toEqual(['land 0 0 257 257', lake, 'road 2 M0,192 256,192'])
  })

  it('lets the map below show through where it brings no ground of its own', async () => {
    expect(draw(await loadLakeTile(), {}, false)[0]).toBe(lake)
  })

  it('is drawn larger beyond its last zoom, its lines no thicker', async () => {
    const view = { pixels: 1_024, left: -256, top: -512, density: 2 }
    const drawn = draw(await loadLakeTile(), view)
    expect(drawn.at(-1)).toBe('road 4 M-256,256 768,256')
  })
})

describe('the layers of a tile', () => {
  const line = { type: 'line', lines: [[[0, 0] as const, [4_096, 4_096] as const]] } as const
  const parse = (layers: Parameters<typeof encodeVectorTile>[0]) =>
    new VectorTile(new PbfReader(encodeVectorTile(layers)))

  it('have the names of Protomaps, OpenMapTiles or GSI; labels and land use are not drawn', () => {
    const known = parse({ transportation: [line], RvrCL: [line], boundaries: [line] })
    expect(draw(known, {}, false).map((step) => step.split(' ')[0])).toEqual([
      'shore',
      'road',
      'border',
    ])
    expect(draw(parse({ landuse: [line], Anno: [line], poi: [line] }), {}, false)).toEqual([])
  })

  it('show roads of the trunk network wider, by whichever word the schema has', () => {
    const widths = [{ kind: 'path' }, { class: 'primary' }, { vt_rdctg: '国道' }, {}].map(
      (properties) =>
        draw(parse({ roads: [{ ...line, properties }] }), {}, false)[0]?.split(' ')[1],
    )
    expect(widths).toEqual(['1', '2', '2', '1'])
  })
})
