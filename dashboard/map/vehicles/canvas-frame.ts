import { DomUtil, type Map as LeafletMap, type Point } from 'leaflet'
import type { WorldPoint } from './world-point.ts'

/** Part of the map's size drawn beyond each edge, so that dragging shows no empty rim at once. */
const margin = 0.1

/** A canvas that lies on the map; knows where a world point is on it. */
export class CanvasFrame {
  readonly canvas: HTMLCanvasElement
  readonly context: CanvasRenderingContext2D
  readonly #map: LeafletMap
  width = 0
  height = 0
  #scale = 1
  #shiftX = 0
  #shiftY = 0

  constructor(map: LeafletMap, pane: HTMLElement) {
    this.#map = map
    this.canvas = document.createElement('canvas')
    this.canvas.className = 'vehicle-canvas'
    const context = this.canvas.getContext('2d')
    if (!context) throw new Error('This browser draws no 2D canvas')
    this.context = context
    pane.append(this.canvas)
  }

  /** Lays the canvas over the present view. Call after every move, zoom or change of size. */
  reset(): void {
    const size = this.#map.getSize()
    const topLeft = this.#map.containerPointToLayerPoint(size.multiplyBy(-margin))
    this.#resize(size.multiplyBy(1 + 2 * margin))
    DomUtil.setPosition(this.canvas, topLeft)
    const origin = this.#map.getPixelOrigin().add(topLeft)
    this.#scale = 2 ** this.#map.getZoom()
    this.#shiftX = origin.x
    this.#shiftY = origin.y
  }

  #resize({ x, y }: Point): void {
    this.width = Math.round(x)
    this.height = Math.round(y)
    this.canvas.width = Math.round(this.width * devicePixelRatio)
    this.canvas.height = Math.round(this.height * devicePixelRatio)
    this.canvas.style.width = `${this.width}px`
    this.canvas.style.height = `${this.height}px`
  }

  clear(): void {
    this.context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0)
    this.context.clearRect(0, 0, this.width, this.height)
  }

  x(point: WorldPoint): number {
    return point.x * this.#scale - this.#shiftX
  }

  y(point: WorldPoint): number {
    return point.y * this.#scale - this.#shiftY
  }

  /** Is the point on the canvas, or at most `rim` pixels outside? */
  holds(x: number, y: number, rim: number): boolean {
    return x >= -rim && y >= -rim && x <= this.width + rim && y <= this.height + rim
  }
}
