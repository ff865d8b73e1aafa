import { nextHour } from '#domain/city/hours.ts'
import type { CityZone } from '#domain/city/zone.ts'
import { settle, type ArchiveContext } from '../follow/context.ts'
import type { ArchiveSession, Halt } from '../port.ts'
import type { RollupCell } from './rollup-cells.ts'

/** A window is summed up this long after its end, when the last of its readings have come. */
const graceMs = 60_000

// Hours of one device that one query sums up.
const hoursPerQuery = 48
// Windows of one step: between two steps the journal has its turn.
const queriesPerStep = 40
// Hours come first, because days are summed up from them; but where late readings touch the same
// hours again and again, days have a step after so many.
const hourStepsMax = 10

/**
 * Writes the rollups that are due, a step at each call: windows that are over, and older ones that
 * late readings or new verdicts have touched. Always from the raw points as the archive has them now.
 */
export function createRollUp(context: ArchiveContext) {
  let hourSteps = 0

  return async (session: ArchiveSession): Promise<Halt | 'idle' | 'moved'> => {
    const due = listDue(context)
    if (due.length === 0) return 'idle'
    const hours = due.filter(({ rollup }) => rollup === '1h')
    const days = due.filter(({ rollup }) => rollup === '1d')
    const isTurnOfDays = hours.length === 0 || (days.length > 0 && hourSteps >= hourStepsMax)
    hourSteps = isTurnOfDays ? 0 : hourSteps + 1
    const halt = isTurnOfDays
      ? await writeDays(days.slice(0, queriesPerStep), context, session)
      : await writeHours(groupHours(hours), context, session)
    return halt ?? 'moved'
  }
}

function listDue({ progress, clock, zone }: ArchiveContext): RollupCell[] {
  const now = clock.now()
  const dayEnd = createDayEnd(zone)
  return progress.cells.list((cell) => {
    const end = cell.rollup === '1h' ? nextHour(cell.ts) : dayEnd(cell.ts)
    return end + graceMs <= now
  })
}

/** All devices share a few days; asking the zone for each of them would cost this loop dearly. */
function createDayEnd(zone: CityZone): (dayTs: number) => number {
  const ends = new Map<number, number>()
  return (dayTs) => {
    const end = ends.get(dayTs) ?? zone.nextDayStart(dayTs)
    ends.set(dayTs, end)
    return end
  }
}

/** Hours in a row of one device, the first so many groups of them. */
function groupHours(cells: readonly RollupCell[]): RollupCell[][] {
  const byDevice = Map.groupBy(cells, ({ kind, device }) => `${kind} ${device}`)
  const groups: RollupCell[][] = []
  for (const own of byDevice.values()) {
    if (groups.length >= queriesPerStep) break
    for (const cell of own.toSorted((a, b) => a.ts - b.ts)) {
      const group = groups.at(-1)
      const last = group?.at(-1)
      const follows = last?.device === cell.device && nextHour(last.ts) === cell.ts
      if (group && follows && group.length < hoursPerQuery) group.push(cell)
      else groups.push([cell])
    }
  }
  return groups.slice(0, queriesPerStep)
}

async function writeHours(
  groups: readonly RollupCell[][],
  context: ArchiveContext,
  session: ArchiveSession,
): Promise<Halt | undefined> {
  const { progress, zone } = context
  const windows = groups.flatMap((group) => {
    const [first] = group
    const last = group.at(-1)
    return first && last ? [{ ...first, from: first.ts, to: nextHour(last.ts) }] : []
  })
  const halt = settle(await session.rollUp('1h', windows), context)
  if (halt) return halt
  for (const cell of groups.flat()) {
    progress.cells.remove(cell)
    progress.cells.add({ ...cell, rollup: '1d', ts: zone.dayStart(cell.ts) })
  }
  return undefined
}

async function writeDays(
  days: readonly RollupCell[],
  context: ArchiveContext,
  session: ArchiveSession,
): Promise<Halt | undefined> {
  const { progress, zone } = context
  const windows = days.map((cell) => {
    return { ...cell, from: cell.ts, to: zone.nextDayStart(cell.ts) }
  })
  const halt = settle(await session.rollUp('1d', windows), context)
  if (halt) return halt
  for (const cell of days) progress.cells.remove(cell)
  return undefined
}
