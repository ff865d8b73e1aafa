import type UPlot from 'uplot'
import { levelLookOf } from '../logic/alarm/level-look.ts'
import type { ThresholdStep } from '../logic/alarm/thresholds.ts'

/** Side of the box with the level's digit, CSS pixels. */
const boxSize = 16

/** Draws each threshold in view as a line in its level's colour on a dark one, with its digit. */
export function drawThresholds(plot: UPlot, steps: readonly ThresholdStep[], ink: string): void {
  const { ctx: pen, bbox } = plot
  const ratio = devicePixelRatio
  const [low, high] = [plot.scales['y']?.min, plot.scales['y']?.max]
  if (low == null || high == null) return
  pen.save()
  for (const { value, level, authority } of steps) {
    if (value < low || value > high) continue
    const look = levelLookOf(level)
    const y = plot.valToPos(value, 'y', true)
    strokeLine(pen, { bbox, y, width: 3 * ratio, colour: ink })
    // A city's own threshold is dashed, as its sign is.
    pen.setLineDash(authority === 'local' ? [10 * ratio, 6 * ratio] : [])
    strokeLine(pen, { bbox, y, width: 1.5 * ratio, colour: look.fill ?? ink })
    pen.setLineDash([])
    drawDigit(pen, { x: bbox.left + bbox.width - boxSize * ratio, y, level, ink })
  }
  pen.restore()
}

function strokeLine(
  pen: CanvasRenderingContext2D,
  line: { bbox: UPlot.BBox; y: number; width: number; colour: string },
): void {
  const { bbox, y, width, colour } = line
  pen.beginPath()
  pen.strokeStyle = colour
  pen.lineWidth = width
  pen.moveTo(bbox.left, y)
  pen.lineTo(bbox.left + bbox.width, y)
  pen.stroke()
}

function drawDigit(
  pen: CanvasRenderingContext2D,
  { x, y, level, ink }: { x: number; y: number; level: ThresholdStep['level']; ink: string },
): void {
  const look = levelLookOf(level)
  const scale = (boxSize * 1.25 * devicePixelRatio) / 24
  pen.save()
  pen.translate(x - 4 * scale, y - 12 * scale)
  pen.scale(scale, scale)
  const shape = shapeOf(look.path)
  pen.fillStyle = look.fill ?? '#ffffff'
  pen.fill(shape)
  pen.lineWidth = 2
  pen.strokeStyle = ink
  pen.stroke(shape)
  pen.fillStyle = look.ink
  pen.font = 'bold 13px system-ui, sans-serif'
  pen.textAlign = 'center'
  pen.textBaseline = 'middle'
  pen.fillText(String(level), 12, look.digitY + 0.5)
  pen.restore()
}

const shapeOf = (path: string) => new Path2D(path)
