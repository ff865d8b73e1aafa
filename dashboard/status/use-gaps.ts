import { signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { CityGaps, CityGapTotal } from '#domain/resources.ts'
import { loadJson } from '../state/request.ts'

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

/** Loads the city's gap ledger while the page is open, and again every minute. */
export function useGaps(): void {
  useEffect(() => {
    let timer = 0
    let isOpen = true
    const load = async () => {
      // A failure is told by the connection; the next minute tries again.
      await loadAll().catch(() => undefined)
      if (isOpen) timer = window.setTimeout(() => void load(), refreshEveryMs)
    }
    void load()
    return () => {
      isOpen = false
      window.clearTimeout(timer)
    }
  }, [])
}

async function loadAll(): Promise<void> {
  const { total, items } = await loadJson<CityGaps>(`/v1/gaps?limit=${devicesMax}`)
  cityGaps.value = total
  missing.value = new Map(items.map((item) => [item.device, item.missing]))
}
