import UPlot from 'uplot'
import { formatNumber } from '../logic/value/figure.ts'
import { listNarrow } from '../logic/value/series.ts'
import type { ThresholdStep } from '../logic/alarm/thresholds.ts'
import { drawHoles } from './draw-holes.ts'
import { drawThresholds } from './draw-thresholds.ts'
import { drawZeroMarks, type TimeMark } from './draw-zero-marks.ts'

/** Height of the drawing, CSS pixels; the width follows its holder. */
export const chartHeight = 220
const axisFont = '12px system-ui, sans-serif'

export interface HydrographOptions {
  decimals: number
  unit: string
  /** A count: its axis begins at nothing, so that half as high means half as many. */
  isCount: boolean
  steps: readonly ThresholdStep[]
  /** Sums as bars from the bottom, in place of a line. */
  isBars: boolean
  /** Where in time the zero of the gauge was changed; asked for with every drawing. */
  marks(): readonly TimeMark[]
  /** Time zone of the city: its midnights and full hours get the ticks. */
  timeZone: string
  formatTick(ts: number): string
}

export interface ChartColours {
  ink: string
  grid: string
  line: string
  band: string
  /** What the chart lies on. */
  ground: string
}

const pointSize = 8

/** What a line cannot show: a value alone, or a few that are closer together than a point is wide. */
const narrowPoints = (colour: string): UPlot.Series.Points => ({
  show: true,
  size: pointSize,
  fill: colour,
  filter(plot, seriesIdx) {
    const [times] = plot.data
    const placeOf = (at: number) => plot.valToPos(times[at] ?? NaN, 'x')
    return listNarrow(plot.data[seriesIdx] ?? [], placeOf, pointSize)
  },
})

const edge: UPlot.Series = { stroke: 'transparent', spanGaps: false, points: { show: false } }

type MakeUp = Pick<UPlot.Options, 'series' | 'bands'>

/** A line of means over a band from minimum to maximum; last, or it would lie under the band. */
const lineMakeUp = ({ line, band }: ChartColours): MakeUp => ({
  series: [{}, edge, edge, { ...edge, stroke: line, width: 2, points: narrowPoints(line) }],
  bands: [{ series: [2, 1], fill: band }],
})

/** Bars over their stretch of time; those that lack values pale, with an edge. */
function barMakeUp({ line, band }: ChartColours): MakeUp {
  const paths = UPlot.paths.bars?.({ size: [0.9, 64], align: 1 })
  const bar: UPlot.Series = { ...edge, stroke: line, width: 1, ...(paths && { paths }) }
  return { series: [{}, { ...bar, fill: band }, edge, { ...bar, fill: line }] }
}

/** The make-up of a chart. */
export function createOptions(
  width: number,
  colours: ChartColours,
  { decimals, isCount, isBars, steps, marks, timeZone, formatTick }: HydrographOptions,
): UPlot.Options {
  const { ink, grid } = colours
  const axis = {
    font: axisFont,
    stroke: ink,
    grid: { stroke: grid, width: 1 },
    ticks: { stroke: grid },
  }
  return {
    width,
    height: chartHeight,
    tzDate: (seconds) => UPlot.tzDate(new Date(seconds * 1_000), timeZone),
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false } },
    scales: {
      x: { time: true },
      y: {
        range: (_plot, low, high) =>
          valueRange(low, high, { steps, decimals, isCount: isCount || isBars }),
      },
    },
    axes: [
      {
        ...axis,
        size: 36,
        space: 72,
        values: (_plot, ticks) => ticks.map((seconds) => formatTick(seconds * 1_000)),
      },
      {
        ...axis,
        size: 52,
        incrs: incrementsOf(decimals),
        values: (_plot, ticks) => ticks.map((value) => formatNumber(value, decimals)),
      },
    ],
    ...(isBars ? barMakeUp(colours) : lineMakeUp(colours)),
    hooks: {
      drawAxes: isBars ? [(plot) => drawHoles(plot, grid)] : [],
      draw: [
        (plot) => drawThresholds(plot, steps, ink),
        (plot) => drawZeroMarks(plot, marks(), colours),
      ],
    },
  }
}

/** Steps of the value axis: never finer than the last digit shown, or labels would repeat. */
function incrementsOf(decimals: number): number[] {
  const finest = 10 ** -decimals
  return [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000].map((step) => step * finest)
}

/** Room around the values, reaching up to the next threshold: the distance is what matters. */
function valueRange(
  low: number | null,
  high: number | null,
  { steps, decimals, isCount }: Pick<HydrographOptions, 'steps' | 'decimals' | 'isCount'>,
): [number, number] {
  if (low === null || high === null) return [0, 1]
  const next = steps.find((step) => step.value > high)
  const top = next ? next.value : high
  const bottom = isCount ? 0 : low
  const room = Math.max((top - bottom) * 0.08, 10 ** -decimals)
  return [isCount ? 0 : low - room, top + room]
}
