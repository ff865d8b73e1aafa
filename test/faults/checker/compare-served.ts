import type { DeviceCollection, LatestReading } from '#domain/wire/device.ts'
import type { GapLedger } from '#domain/wire/gaps.ts'
import { askJson } from '../load/ask.ts'
import type { Acked } from './compare.ts'
import type { ServedComparison } from './messages.ts'

/** Is this the newest of what the device was told is kept? */
function isNewest(acked: ReadonlyMap<number, number>, latest: LatestReading | null): boolean {
  const newestTs = [...acked.keys()].reduce((newest, ts) => Math.max(newest, ts), -1)
  return latest?.ts === newestTs && latest.values['level_m'] === acked.get(newestTs)
}

/** The device sent on until everything was acknowledged, and it was never restarted. */
const isAsTold = (told: number, { received, expected, missing, revised, restarts }: GapLedger) =>
  received === told && expected === told && missing === 0 && revised === 0 && restarts === 0

/** Holds what a running server says of its devices against what they were told. */
export async function compareServed(url: string, ackedBy: Acked): Promise<ServedComparison> {
  const { features } = await askJson<DeviceCollection>(`${url}/v1/devices`)
  const latest = new Map(features.map(({ id, properties }) => [id, properties.latest]))
  const counts: ServedComparison = {
    devices: ackedBy.size,
    latestWrong: 0,
    ledgersWrong: 0,
    missing: 0,
    duplicates: 0,
  }
  for (const [device, acked] of ackedBy) {
    if (!isNewest(acked, latest.get(device) ?? null)) counts.latestWrong += 1
    const ledger = await askJson<GapLedger>(`${url}/v1/devices/${device}/gaps`)
    if (!isAsTold(acked.size, ledger)) counts.ledgersWrong += 1
    counts.missing += ledger.missing
    counts.duplicates += ledger.duplicates
  }
  return counts
}
