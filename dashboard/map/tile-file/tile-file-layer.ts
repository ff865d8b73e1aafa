import { GridLayer, type Coords, type DoneCallback, type Map as LeafletMap } from 'leaflet'
import type { BaseMapFile } from '#domain/wire/city.ts'
import { pendingDrawings } from '../../state/idle.ts'
import { readColours } from './read-colours.ts'
import { createTileSource, UnreachedError, type TileSource } from './tile-source.ts'

const tilePixels = 256
/** Tiles lie over their neighbours by this much, or seams show at zooms between the levels. */
const overlapPixels = 1
/** So many tiles that cannot be read, and the file is given up until the page is opened again. */
const faultsMax = 3
/** When the server did not answer, it is asked again after this long. */
const retryAfterMs = 10_000

/** Draws the tiles of one PMTiles file, sharp beyond its last zoom too. */
export class TileFileLayer extends GridLayer {
  readonly #source: TileSource
  readonly #maxZoom: number
  readonly #giveUp: () => void
  /** The canvases on the map and which tile each of them shows. */
  readonly #shown = new Map<HTMLCanvasElement, Coords>()
  #faults = 0
  #retry = 0
  #isLoading = false

  constructor(file: BaseMapFile, pane: string, giveUp: () => void) {
    super({ pane, minZoom: file.min_zoom, maxZoom: 18, tileSize: tilePixels })
    this.#source = createTileSource(file)
    this.#maxZoom = file.max_zoom
    this.#giveUp = giveUp
    this.on('loading', () => this.#setLoading(true))
    this.on('load remove', () => this.#setLoading(false))
    this.on('remove', () => window.clearTimeout(this.#retry))
    this.on('tileloadstart', ({ tile }) => {
      const edge = `${tilePixels + overlapPixels}px`
      Object.assign(tile.style, { width: edge, height: edge })
    })
    this.on('tileunload', ({ tile }) =>
      this.#shown.delete(tile as HTMLElement as HTMLCanvasElement),
    )
  }

  override createTile(coords: Coords, done: DoneCallback): HTMLElement {
    const canvas = document.createElement('canvas')
    canvas.width = Math.round((tilePixels + overlapPixels) * devicePixelRatio)
    canvas.height = canvas.width
    this.#shown.set(canvas, coords)
    const show = async () => {
      await this.#paint(canvas, coords)
      done(undefined, canvas)
    }
    void show()
    return canvas
  }

  /** Draws what is shown once more, in place: another theme, or a server that answers again. */
  repaint(): void {
    for (const [canvas, coords] of this.#shown) void this.#paint(canvas, coords)
  }

  /** A tile that does not come stays clear, and the city folder's own map shows through. */
  async #paint(canvas: HTMLCanvasElement, coords: Coords): Promise<void> {
    try {
      await this.#draw(canvas, coords)
    } catch (error) {
      if (error instanceof UnreachedError) this.#retryLater()
      else if (++this.#faults === faultsMax) this.#giveUp()
    }
  }

  async #draw(canvas: HTMLCanvasElement, { x, y, z }: Coords): Promise<void> {
    // Beyond the last level a part of its tile is drawn larger.
    const beyond = Math.max(0, z - this.#maxZoom)
    const scale = 2 ** beyond
    const drawable = await this.#source.load(
      z - beyond,
      Math.floor(x / scale),
      Math.floor(y / scale),
    )
    const context = canvas.getContext('2d')
    if (!drawable || !context) return
    const density = canvas.width / (tilePixels + overlapPixels)
    const edge = tilePixels * density
    const [left, top] = [-(x % scale) * edge, -(y % scale) * edge]
    const view = { pixels: edge * scale, left, top, canvas: canvas.width, density }
    context.clearRect(0, 0, canvas.width, canvas.width)
    drawable(context, view, readColours(this.getPane() ?? document.body))
  }

  #retryLater(): void {
    window.clearTimeout(this.#retry)
    this.#retry = window.setTimeout(() => {
      this.#source.beginAnew()
      this.repaint()
    }, retryAfterMs)
  }

  #setLoading(isLoading: boolean): void {
    if (isLoading === this.#isLoading) return
    this.#isLoading = isLoading
    pendingDrawings.value += isLoading ? 1 : -1
  }
}

/** Above what the city folder draws, below outline and marks: where the file ends, rung 1 shows. */
export function createTileFileLayer(
  map: LeafletMap,
  file: BaseMapFile,
  giveUp: () => void,
): TileFileLayer {
  const pane = 'tile-file'
  if (!map.getPane(pane)) map.createPane(pane).classList.add('tile-file-pane', `file-${file.tiles}`)
  return new TileFileLayer(file, pane, giveUp)
}
