import type UPlot from 'uplot'

/** A line across time, with its label. */
export interface TimeMark {
  ts: number
  label: string
}

const font = 'bold 11px system-ui, sans-serif'
const room = 4

/** Draws a dashed line where the zero of the gauge was changed, and what it was changed to. */
export function drawZeroMarks(plot: UPlot, marks: readonly TimeMark[], ink: string): void {
  const { ctx: pen, bbox } = plot
  const ratio = devicePixelRatio
  pen.save()
  pen.strokeStyle = ink
  pen.fillStyle = ink
  pen.lineWidth = ratio
  pen.font = scaled(font, ratio)
  // At the foot, where no line of a threshold runs.
  pen.textBaseline = 'bottom'
  for (const { ts, label } of marks) {
    const x = plot.valToPos(ts / 1_000, 'x', true)
    if (x < bbox.left || x > bbox.left + bbox.width) continue
    pen.setLineDash([2 * ratio, 3 * ratio])
    pen.beginPath()
    pen.moveTo(x, bbox.top)
    pen.lineTo(x, bbox.top + bbox.height)
    pen.stroke()
    // To the side where there is more room, or its end would be cut off.
    const isLeft = x - bbox.left > bbox.width / 2
    pen.textAlign = isLeft ? 'right' : 'left'
    pen.fillText(label, x + (isLeft ? -room : room) * ratio, bbox.top + bbox.height - room * ratio)
  }
  pen.restore()
}

const scaled = (text: string, ratio: number) =>
  text.replace(/(\d+)px/, (_, size: string) => `${Number(size) * ratio}px`)
