import { boardScale, shareOf } from '../../logic/alarm/board-scale.ts'
import type { CityDevice } from '../../logic/device/city-device.ts'
import { levelValueOf } from '../../logic/alarm/level-value.ts'
import { levelLookOf } from '../../logic/alarm/level-look.ts'
import type { Standing } from '../../logic/device/standing.ts'
import { thresholdSteps } from '../../logic/alarm/thresholds.ts'
import { findKind } from '../../state/city.ts'

const width = 400
const height = 18

/** The staff gauge laid down: how far the water is, and where the thresholds are. */
export function LevelBar({ device, standing }: { device: CityDevice; standing: Standing }) {
  const steps = thresholdSteps(device.thresholds)
  const measured = levelValueOf(device, findKind(device.kind), standing)
  const value = (standing.level === null ? undefined : measured?.value) ?? null
  const scale = boardScale(steps, value)
  const x = (metres: number) => shareOf(metres, scale) * width
  return (
    <svg
      class="level-bar"
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <rect class="staff-board" width={width} height={height} />
      {value !== null && <rect class="staff-water" width={x(value)} height={height} />}
      {steps.map((step) => (
        <g key={step.key}>
          <path class="staff-lead" d={`M${x(step.value)} 0V${height}`} />
          <path
            class="staff-mark"
            d={`M${x(step.value)} 0V${height}`}
            stroke={levelLookOf(step.level).fill ?? 'currentColor'}
          />
        </g>
      ))}
      {value !== null && <path class="staff-surface" d={`M${x(value)} 0V${height}`} />}
    </svg>
  )
}
