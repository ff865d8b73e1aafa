import type UPlot from 'uplot'

/** Shades the time between two bars that nobody measured: without a bar it would look dry. */
export function drawHoles(plot: UPlot, colour: string): void {
  const { ctx: pen, bbox, data } = plot
  const [times, partial = [], , whole = []] = data
  pen.save()
  pen.fillStyle = colour
  for (const [at, time] of times.entries()) {
    const next = times[at + 1]
    if (next === undefined || whole[at] != null || partial[at] != null) continue
    const [left, right] = [plot.valToPos(time, 'x', true), plot.valToPos(next, 'x', true)]
    const from = Math.max(left, bbox.left)
    const to = Math.min(right, bbox.left + bbox.width)
    if (to > from) pen.fillRect(from, bbox.top, to - from, bbox.height)
  }
  pen.restore()
}
