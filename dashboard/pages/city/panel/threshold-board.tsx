import type { CityDevice } from '../../../logic/device/city-device.ts'
import { findField, formatNumber, unitOf } from '../../../logic/value/figure.ts'
import { boardScale } from '../../../logic/alarm/board-scale.ts'
import { levelValueOf } from '../../../logic/alarm/level-value.ts'
import type { Standing } from '../../../logic/device/standing.ts'
import { nameOfStep, thresholdSteps } from '../../../logic/alarm/thresholds.ts'
import { findKind } from '../../../state/city.ts'
import { textOf, words } from '../../../state/preferences.ts'
import { LevelBadge } from '../../../parts/level-badge.tsx'
import { StaffGauge } from './staff-gauge.tsx'

/** The gauge as a staff in the water, its thresholds beside it, and whose thresholds they are. */
export function ThresholdBoard({ device, standing }: { device: CityDevice; standing: Standing }) {
  const { thresholds } = device
  const kind = findKind(device.kind)
  const field = findField(kind, kind?.level_field ?? null)
  const steps = thresholdSteps(thresholds).toReversed()
  if (!thresholds || !field || steps.length === 0) return null
  const measured = levelValueOf(device, kind, standing)
  const value = measured && standing.level !== null ? measured.value : null
  const scale = boardScale(steps, value)
  const { panel } = words.value
  return (
    <section class="threshold-board" aria-labelledby="thresholds-title">
      <h3 id="thresholds-title">{panel.thresholds}</h3>
      <div class="board">
        <StaffGauge steps={steps} value={value} scale={scale} />
        <ol class="board-steps">
          {steps.map((step) => (
            <li key={step.key} class={value !== null && value >= step.value ? 'is-reached' : ''}>
              <LevelBadge level={step.level} authority={step.authority} />
              <span>{textOf(nameOfStep(step))}</span>
              <span class="figure">
                {formatNumber(step.value, field.decimals ?? 2)} {unitOf(field, textOf)}
              </span>
            </li>
          ))}
        </ol>
      </div>
      <Authority device={device} />
      <DatumLine device={device} />
    </section>
  )
}

function Authority({ device: { thresholds } }: { device: CityDevice }) {
  if (!thresholds) return null
  const { panel, sign } = words.value
  const { authority, verified, source, valid_from: validFrom } = thresholds
  return (
    <p class="authority">
      <span class={`authority-mark authority-${authority}`}>
        {authority === 'official' ? panel.official : panel.local}
      </span>
      {!verified && <span class="authority-mark">{panel.unverified}</span>}
      {source && <span class="muted">{`${panel.source}${sign.colon}${source}`}</span>}
      {validFrom && <span class="muted">{panel.validFrom(validFrom)}</span>}
    </p>
  )
}

/** 「高さの基準：江戸川工事基準面（Y.P.） 零点高 0.02 m」 */
function DatumLine({ device: { gauge } }: { device: CityDevice }) {
  if (!gauge) return null
  const { panel, sign } = words.value
  const { datum, zero_height_m: zero, zero_height_epoch: epoch } = gauge
  return (
    <p class="muted datum">
      {`${panel.datum}${sign.colon}${panel.datums[datum]}`}
      {zero !== null && ` ${panel.zeroHeight(formatNumber(zero, 2))}`}
      {epoch !== null && ` ${panel.epoch(epoch)}`}
    </p>
  )
}
