import { describe, expect, it } from 'vitest'
import { judgeTileFile } from '#domain/city/base-map/judge-tile-file.ts'
import { parseTileFileHead } from '#domain/city/base-map/tile-file-head.ts'
import { readTileFileMetadata } from '#domain/city/base-map/tile-file-metadata.ts'
import {
  aroundInashiki,
  encodeTileFile,
  lakeTile,
  type TileFileOptions,
} from '#test/support/tile-file.ts'

const inashiki = [140.247, 35.881, 140.512, 36.024] as const
const tile = { z: 11, x: 1823, y: 806, data: lakeTile }

const file = (options: TileFileOptions = {}) => encodeTileFile([tile], options)
const parse = (content: Buffer) => parseTileFileHead(content.subarray(0, 127), content.length)

function headOf(options: TileFileOptions = {}) {
  const head = parse(file(options))
  if (typeof head === 'string') throw new Error(head)
  return head
}

describe('the head of a tile file', () => {
  it('says what is in it and where', () => {
    expect(headOf()).toMatchObject({ tiles: 'vector', isGzip: true, minZoom: 11, maxZoom: 11 })
    expect(headOf().bounds).toEqual(aroundInashiki)
    expect(headOf({ bounds: [0, 0, 0, 0] }).bounds).toBeNull()
    expect([2, 3, 4, 5].map((tileType) => headOf({ tileType }).tiles)).toEqual(
      Array.from({ length: 4 }, () => 'raster'),
    )
  })

  /** As large as its damaged head says that the list of tiles is. */
  function endlessList(): Buffer {
    const content = Buffer.concat([file(), Buffer.alloc(20_000)])
    content.writeBigUInt64LE(20_000n, 16)
    return content
  }

  const refusals: [string, Buffer, string][] = [
    ['another file', Buffer.from('{"type":"FeatureCollection"}'), 'is no PMTiles file'],
    ['an empty file', Buffer.alloc(0), 'is no PMTiles file'],
    ['an MBTiles file', Buffer.from('SQLite format 3\0'.padEnd(200)), 'is no PMTiles file'],
    ['version 2', file({ version: 2 }), 'is PMTiles version 2'],
    ['a head alone', file().subarray(0, 90), 'is half a file'],
    ['half a file', file().subarray(0, -1), 'is half a file: '],
    ['tiles in Brotli', file({ tileCompression: 3 }), 'compression (Brotli)'],
    ['tiles in Zstandard', file({ tileCompression: 4 }), 'compression (Zstandard)'],
    ['directories in Brotli', file({ listCompression: 3 }), 'directories whose compression'],
    ['directories of unknown kind', file({ listCompression: 0 }), 'of unknown kind'],
    ['a list of tiles without end', endlessList(), 'its list of tiles has no end'],
    ['MapLibre tiles', file({ tileType: 6 }), 'neither vector (MVT) nor PNG'],
    ['tiles of no kind', file({ tileType: 0 }), 'neither vector (MVT) nor PNG'],
  ]
  it.each(refusals)('of %s is refused in words', (_, content, words) => {
    expect(parse(content)).toContain(words)
  })
})

describe('the metadata of a tile file', () => {
  it('give a credit in plain words, whatever its links', () => {
    const attribution =
      '<a href="https://x.example" onclick="alert(1)">&copy; A &amp; B</a>\n <b>国土地理院</b>'
    expect(readTileFileMetadata({ attribution }).attribution).toBe('© A & B 国土地理院')
  })

  it.each([
    [undefined],
    [null],
    [3],
    [[]],
    [{}],
    [{ attribution: 3, vector_layers: [null, 4, {}] }],
  ])('%j give none', (metadata) => {
    expect(readTileFileMetadata(metadata)).toEqual({ attribution: '', layers: [] })
  })
})

describe('a tile file below a city', () => {
  const judge = (options: TileFileOptions = {}, more: object = {}) => {
    const zooms = options.zooms ?? ([6, 14] as const)
    const metadata = { attribution: '© 地図', layers: ['water', 'places'], ...more }
    return judgeTileFile(headOf({ ...options, zooms }), metadata, inashiki).map(
      ({ level, problem }) => `${level}: ${problem}`,
    )
  }

  it('may be all right', () => {
    expect(judge()).toEqual([])
    // Not known is not wrong.
    expect(judge({ bounds: [0, 0, 0, 0] }, { layers: [] })).toEqual([])
  })

  it('must cover the city', () => {
    expect(judge({ bounds: [139.5, 35.5, 139.9, 35.8] })).toEqual([
      expect.stringMatching(/^warning: covers 139\.500,.*is it the file of another place\?$/),
    ])
    expect(judge({ bounds: [140.1, 35.75, 140.4, 36.2] })).toEqual([
      expect.stringMatching(/^warning: .*beyond its edge the city folder's own data show$/),
    ])
  })

  it('must have layers that are drawn, and a source', () => {
    expect(judge({}, { layers: ['poi', 'labels'] })).toEqual([
      expect.stringMatching(/^warning: has the layers poi, labels: none is drawn/),
    ])
    expect(judge({}, { attribution: '' })).toEqual([
      'warning: names no source in its metadata (attribution)',
    ])
  })

  it('is better as lines than as pictures, and with all zooms', () => {
    expect(judge({ tileType: 2 }, { layers: [] })).toEqual([
      expect.stringMatching(/^advice: holds pictures/),
    ])
    expect(judge({ zooms: [11, 14] })).toEqual([
      expect.stringMatching(/^advice: begins at zoom 11/),
    ])
    expect(judge({ zooms: [0, 8] })).toEqual([expect.stringMatching(/^advice: ends at zoom 8/)])
  })
})
