import { signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { CityGaps, CityGapTotal } from '#domain/wire/gaps.ts'
import { keepAsked } from '../../state/keep-asked.ts'
import { loadJson } from '../../state/request.ts'

/** Devices asked for: those with open holes come first, so what is cut lacks nothing. */
const devicesMax = 1_000
const refreshEveryMs = 60_000

const missing = signal<ReadonlyMap<string, number>>(new Map())
/** The ledgers of all devices added up; null until they are loaded. */
export const cityGaps = signal<CityGapTotal | null>(null)

/** Readings known to be missing of a device; undefined until its ledger is loaded. */
export function missingOf(deviceId: string): number | undefined {
  return missing.value.get(deviceId)
}

/** Keeps the city's gap ledger up to date while the page is open. */
export function useGaps(): void {
  useEffect(() => keepAsked(loadAll, refreshEveryMs), [])
}

async function loadAll(isCurrent: () => boolean): Promise<void> {
  const { total, items } = await loadJson<CityGaps>(`/v1/gaps?limit=${devicesMax}`)
  if (!isCurrent()) return
  cityGaps.value = total
  missing.value = new Map(items.map((item) => [item.device, item.missing]))
}
