import type { Origin } from '#domain/readings/origin.ts'
import { words } from '../state/preferences.ts'

/** 模擬データ, 訓練データ … wherever values are not from the field. */
export function OriginBadge({ origin }: { origin: Origin }) {
  if (origin === 'field') return null
  return <span class="origin-badge">{words.value.origin[origin]}</span>
}

/** The same where many stand together: 模擬データ is said once, above all of them. */
export function RareOriginBadge({ origin }: { origin: Origin }) {
  return origin === 'simulated' ? null : <OriginBadge origin={origin} />
}
