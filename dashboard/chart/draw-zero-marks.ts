import type UPlot from 'uplot'

/** A line across time, with its label. */
export interface TimeMark {
  ts: number
  label: string
}

const font = 'bold 11px system-ui, sans-serif'
const room = 4
/** Clear of the line of the next threshold, which is near the top. */
const belowTop = 22

/** Draws a dashed line where the zero of the gauge was changed, and what it was changed to. */
export function drawZeroMarks(
  plot: UPlot,
  marks: readonly TimeMark[],
  { ink, ground }: { ink: string; ground: string },
): void {
  const { ctx: pen, bbox } = plot
  const ratio = devicePixelRatio
  pen.save()
  pen.fillStyle = ink
  pen.font = scaled(font, ratio)
  pen.textBaseline = 'top'
  for (const { ts, label } of marks) {
    const x = plot.valToPos(ts / 1_000, 'x', true)
    if (x < bbox.left || x > bbox.left + bbox.width) continue
    pen.setLineDash([2 * ratio, 3 * ratio])
    pen.strokeStyle = ink
    pen.lineWidth = ratio
    pen.beginPath()
    pen.moveTo(x, bbox.top)
    pen.lineTo(x, bbox.top + bbox.height)
    pen.stroke()
    // To the side where there is more room, or its end would be cut off.
    const isLeft = x - bbox.left > bbox.width / 2
    pen.textAlign = isLeft ? 'right' : 'left'
    const at = [x + (isLeft ? -room : room) * ratio, bbox.top + belowTop * ratio] as const
    // Readable over whatever curve runs there.
    pen.setLineDash([])
    pen.strokeStyle = ground
    pen.lineWidth = 4 * ratio
    pen.strokeText(label, ...at)
    pen.fillText(label, ...at)
  }
  pen.restore()
}

const scaled = (text: string, ratio: number) =>
  text.replace(/(\d+)px/, (_, size: string) => `${Number(size) * ratio}px`)
