import type { Trouble } from '../../logic/device/trouble.ts'
import { troubleSigns } from '../../parts/trouble/trouble-signs.ts'

/** Headings are drawn once in steps of 5 degrees; drawing a bus is then one copy of pixels. */
const stepDeg = 5
const headings = 360 / stepDeg
/** Size of a sprite, CSS pixels. */
export const spriteSize = 26
/** Size of the sign of a trouble beside it. */
export const signSize = 14

/** A blunt arrow head pointing up, around 0, 0: reads as a direction even at 20 pixels. */
export const vehiclePath = 'M0 -9.5 6.5 6.5Q0 3.5 -6.5 6.5Z'

/** A silent vehicle is an outline; the chosen one has a ring. */
export type SpriteLook = 'solid' | 'hollow' | 'selected' | 'selected-hollow'

export interface SpriteColours {
  body: string
  edge: string
}

export interface Sprites {
  /** The picture for a heading in degrees; null = heading unknown, drawn as a dot. */
  get(look: SpriteLook, headingDeg: number | null): HTMLCanvasElement
  /** What is wrong with the data of a vehicle, as on every other mark. */
  getSign(trouble: Trouble): HTMLCanvasElement
}

/** Pictures for one theme, `pixelRatio` times as fine as CSS pixels, made when first asked for. */
export function createSprites(colours: SpriteColours, pixelRatio: number): Sprites {
  const made = new Map<string, HTMLCanvasElement>()
  const getOrDraw = (key: string, draw: () => HTMLCanvasElement) => {
    const sprite = made.get(key) ?? draw()
    made.set(key, sprite)
    return sprite
  }
  return {
    get(look, headingDeg) {
      const step = headingDeg === null ? -1 : Math.round(headingDeg / stepDeg) % headings
      return getOrDraw(`${look}/${step}`, () => drawSprite({ look, step, colours, pixelRatio }))
    },
    getSign: (trouble) => getOrDraw(trouble, () => drawSign(trouble, colours, pixelRatio)),
  }
}

/** A pictogram on a disc, upright whatever the heading. */
function drawSign(trouble: Trouble, { body, edge }: SpriteColours, pixelRatio: number) {
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = Math.ceil(signSize * pixelRatio)
  const context = canvas.getContext('2d')
  if (!context) return canvas
  // Pictograms are drawn in a box of 24 × 24.
  context.scale(canvas.width / 24, canvas.height / 24)
  context.beginPath()
  context.arc(12, 12, 12, 0, 2 * Math.PI)
  context.fillStyle = edge
  context.fill()
  context.lineCap = context.lineJoin = 'round'
  context.lineWidth = 2.6
  context.strokeStyle = body
  context.stroke(new Path2D(troubleSigns[trouble]))
  return canvas
}

function drawSprite(options: {
  look: SpriteLook
  step: number
  colours: SpriteColours
  pixelRatio: number
}): HTMLCanvasElement {
  const { look, step, colours, pixelRatio } = options
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = Math.ceil(spriteSize * pixelRatio)
  const context = canvas.getContext('2d')
  if (!context) return canvas
  context.scale(pixelRatio, pixelRatio)
  context.translate(spriteSize / 2, spriteSize / 2)
  const isSelected = look.startsWith('selected')
  if (isSelected) drawRing(context, colours)
  if (step >= 0) context.rotate((step * stepDeg * Math.PI) / 180)
  const body = step >= 0 ? new Path2D(vehiclePath) : dotBody()
  context.lineJoin = 'round'
  context.lineWidth = 3.5
  context.strokeStyle = colours.edge
  context.stroke(body)
  context.fillStyle = look.endsWith('hollow') ? colours.edge : colours.body
  context.fill(body)
  context.lineWidth = isSelected ? 2.5 : 1.75
  context.strokeStyle = colours.body
  context.stroke(body)
  return canvas
}

/** Around the chosen one: it must be found among hundreds that look the same. */
function drawRing(context: CanvasRenderingContext2D, { body, edge }: SpriteColours): void {
  context.beginPath()
  context.arc(0, 0, spriteSize / 2 - 1.75, 0, 2 * Math.PI)
  context.fillStyle = edge
  context.fill()
  context.lineWidth = 1.75
  context.strokeStyle = body
  context.stroke()
}

function dotBody(): Path2D {
  const path = new Path2D()
  path.arc(0, 0, 6, 0, 2 * Math.PI)
  return path
}
