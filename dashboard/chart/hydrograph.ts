import UPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import type { Columns } from '../logic/value/series.ts'
import { chartHeight, createOptions, type HydrographOptions } from './hydrograph-options.ts'

/** A chart narrower than this would print its axes over each other. */
const leastWidth = 200

export interface Hydrograph {
  setData(columns: Columns, range: { from: number; to: number }): void
  /** Moves the cursor to the sample at `ts`. */
  showCursor(ts: number): void
  close(): void
}

/** Gaps stay open, thresholds are labelled; colours come from the style sheet's present theme. */
export function createHydrograph(holder: HTMLElement, options: HydrographOptions): Hydrograph {
  const colour = (name: string) => readColour(holder, name)
  const widthOf = () => Math.max(leastWidth, holder.clientWidth)
  const colours = {
    ink: colour('ink'),
    grid: colour('grid'),
    line: colour('line'),
    band: colour('band'),
    ground: colour('ground'),
  }
  const plot = new UPlot(createOptions(widthOf(), colours, options), [[], [], [], []], holder)
  const observer = new ResizeObserver(() => {
    plot.setSize({ width: widthOf(), height: chartHeight })
  })
  observer.observe(holder)
  return {
    setData([times, means, lows, highs], { from, to }) {
      plot.batch(() => {
        plot.setData([times, lows, highs, means], false)
        plot.setScale('x', { min: from / 1_000, max: to / 1_000 })
      })
    },
    showCursor(ts) {
      plot.setCursor({ left: plot.valToPos(ts / 1_000, 'x'), top: chartHeight / 2 })
    },
    close() {
      observer.disconnect()
      plot.destroy()
    },
  }
}

/** A custom property as the browser resolves it for the present theme. */
function readColour(holder: HTMLElement, name: string): string {
  const probe = document.createElement('span')
  probe.className = `chart-colour-${name}`
  holder.append(probe)
  const { color } = getComputedStyle(probe)
  probe.remove()
  return color
}
