/** Where on its canvas a whole tile lies; larger than the canvas beyond the last zoom. */
export interface TileView {
  /** Edge of the whole tile in pixels of the canvas. */
  pixels: number
  left: number
  top: number
  /** Edge of the canvas in its pixels: a little more than its tile, to lie over the next one. */
  canvas: number
  /** Pixels of the canvas in one CSS pixel. */
  density: number
}

/** The colours of the base map in the theme of the moment. */
export interface MapColours {
  land: string
  water: string
  waterLine: string
  road: string
  building: string
  boundary: string
}

/** What is used of a canvas to draw lines and areas. */
export interface Pen {
  fillStyle: unknown
  strokeStyle: unknown
  lineWidth: number
  beginPath(): void
  moveTo(x: number, y: number): void
  lineTo(x: number, y: number): void
  fill(rule: 'evenodd'): void
  stroke(): void
  fillRect(x: number, y: number, width: number, height: number): void
}
