import { shareOf, type BoardScale } from '../../../logic/alarm/board-scale.ts'
import { levelLookOf } from '../../../logic/alarm/level-look.ts'
import type { ThresholdStep } from '../../../logic/alarm/thresholds.ts'

/** Size of the drawing in its own units; each row of the list beside it is one row high. */
const rowHeight = 36
const boardWidth = 34
const leadWidth = 30

interface Props {
  /** Highest first, as the rows beside it. */
  steps: readonly ThresholdStep[]
  value: number | null
  scale: BoardScale
}

/** 量水標: a staff gauge in the water; lines lead from true heights to the rows beside it. */
export function StaffGauge({ steps, value, scale }: Props) {
  const height = Math.max(steps.length, 3) * rowHeight
  const y = (metres: number) => height * (1 - shareOf(metres, scale))
  const width = boardWidth + leadWidth
  return (
    <svg
      class="staff-gauge"
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      aria-hidden="true"
    >
      <rect class="staff-board" x="0.5" y="0.5" width={boardWidth - 1} height={height - 1} />
      {value !== null && (
        <rect
          class="staff-water"
          x="1"
          y={y(value)}
          width={boardWidth - 2}
          height={height - y(value)}
        />
      )}
      <path class="staff-ticks" d={tickPath(scale, y)} />
      {steps.map((step, row) => (
        <Lead key={step.key} step={step} from={y(step.value)} to={(row + 0.5) * rowHeight} />
      ))}
      {value !== null && <path class="staff-surface" d={`M0 ${y(value)}H${boardWidth}`} />}
    </svg>
  )
}

/** Every fifth tick is long, as painted on a real staff. */
function tickPath({ low, high, tick }: BoardScale, y: (metres: number) => number): string {
  const count = Math.round((high - low) / tick)
  return Array.from({ length: count + 1 }, (_, index) => {
    const metres = low + index * tick
    const isLong = Math.round(metres / tick) % 5 === 0
    return `M0 ${y(metres).toFixed(1)}h${isLong ? 14 : 7}`
  }).join('')
}

function Lead({ step, from, to }: { step: ThresholdStep; from: number; to: number }) {
  const path = `M16 ${from}H${boardWidth}L${boardWidth + leadWidth - 8} ${to}h8`
  const mark = `M16 ${from}H${boardWidth}`
  return (
    <>
      <path class="staff-lead" d={path} />
      {/* White on white, or black on black, would be no line. */}
      <path class="staff-casing" d={mark} />
      <path
        class="staff-mark"
        d={mark}
        data-authority={step.authority}
        stroke={levelLookOf(step.level).fill ?? 'currentColor'}
      />
    </>
  )
}
