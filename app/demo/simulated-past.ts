import { readFileSync, writeFileSync } from 'node:fs'
import type { Kind } from '#domain/kinds/kind.ts'
import type { Board } from '#views/board.ts'
import { livePeakAheadMs } from '#simulators/fleet/run-plan.ts'

const hour = 3_600_000
/** A storm is over so long after its heaviest rain; who asks for one later gets a new one. */
const stormLastsMs = 36 * hour

/**
 * Up to when a demo has everything that its standing devices would report: the oldest of their
 * newest readings. Undefined while one of them has none, as in a first run that was broken off.
 */
export function findSince(board: Pick<Board, 'list'>, kinds: readonly Kind[]): number | undefined {
  const standing = new Set(
    kinds.filter(({ position }) => position !== 'moving').map(({ id }) => id),
  )
  const newest = board
    .list()
    .filter(({ device }) => device.origin === 'simulated' && standing.has(device.kind))
    .map(({ latest }) => latest?.ts ?? NaN)
  const oldest = Math.min(...newest)
  return Number.isFinite(oldest) ? oldest : undefined
}

/**
 * When the heaviest rain of a demo's storm falls: remembered in `file`, so that a server which is
 * started again goes on with the storm that its pages tell of, instead of another past. Who says where
 * the storm stands (`atMs` after that rain) gets another one, whatever was told before.
 */
export function keepStormPeak(
  file: string,
  { nowTs, atMs }: { nowTs: number; atMs?: number | undefined },
): number {
  const known = readPeak(file)
  const goesOn = atMs === undefined && known !== undefined && nowTs < known + stormLastsMs
  if (goesOn) return known
  const peakTs = nowTs + (atMs === undefined ? livePeakAheadMs : -atMs)
  writeFileSync(file, `${JSON.stringify({ storm_peak_ts: peakTs })}\n`)
  return peakTs
}

/** A file that is missing or damaged costs nothing: the storm begins anew. */
function readPeak(file: string): number | undefined {
  try {
    const { storm_peak_ts } = JSON.parse(readFileSync(file, 'utf8')) as { storm_peak_ts?: unknown }
    return typeof storm_peak_ts === 'number' ? storm_peak_ts : undefined
  } catch {
    return undefined
  }
}
