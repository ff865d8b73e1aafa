import type { ArchiveLine } from '#archive/influx/archive-line.ts'
import type { ArchiveConnection } from '#archive/influx/connect.ts'
import { nextHour } from '#domain/city/hours.ts'
import { computeDay, computeHours, type RollupTarget } from '#archive/influx/write-rollups.ts'
import type { CityZone } from '#domain/city/zone.ts'
import { deliver, type ArchiveContext, type Halt } from '../follow/context.ts'
import type { RollupCell } from './rollup-cells.ts'

/** A window is summed up this long after its end, when the last of its readings have come. */
const graceMs = 60_000

// Hours of one device that one query sums up.
const hoursPerQuery = 48
// Windows of one step, computed some at a time: between two steps the journal has its turn.
const queriesPerStep = 40
const queriesAtOnce = 4
// Hours come first, because days are summed up from them; but where late readings touch the same
// hours again and again, days have a step after so many.
const hourStepsMax = 10

/**
 * Writes the rollups that are due, a step at each call: windows that are over, and older ones that
 * late readings or new verdicts have touched. Always from the raw points as the archive has them now.
 */
export function createRollUp(context: ArchiveContext) {
  let hourSteps = 0

  return async (connection: ArchiveConnection): Promise<Halt | 'idle' | 'moved'> => {
    const due = listDue(context)
    if (due.length === 0) return 'idle'
    const hours = due.filter(({ rollup }) => rollup === '1h')
    const days = due.filter(({ rollup }) => rollup === '1d')
    const isTurnOfDays = hours.length === 0 || (days.length > 0 && hourSteps >= hourStepsMax)
    hourSteps = isTurnOfDays ? 0 : hourSteps + 1
    const halt = isTurnOfDays
      ? await writeDays(days.slice(0, queriesPerStep), context, connection)
      : await writeHours(groupHours(hours), context, connection)
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
  connection: ArchiveConnection,
): Promise<Halt | undefined> {
  const { progress, zone } = context
  const lines = await computeAll(groups, async (group) => {
    const [first] = group
    const last = group.at(-1)
    const target = first && targetOf(first, context)
    if (!first || !last || !target) return []
    return computeHours(connection, target, { from: first.ts, to: nextHour(last.ts) })
  })
  const halt = await deliver(lines, context, { connection, archiveClass: '1h' })
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
  connection: ArchiveConnection,
): Promise<Halt | undefined> {
  const lines = await computeAll(days, async (cell) => {
    const target = targetOf(cell, context)
    return target ? computeDay(connection, target, cell.ts) : []
  })
  const halt = await deliver(lines, context, { connection, archiveClass: '1d' })
  if (halt) return halt
  for (const cell of days) context.progress.cells.remove(cell)
  return undefined
}

async function computeAll<T>(
  windows: readonly T[],
  compute: (window: T) => Promise<ArchiveLine[]>,
): Promise<ArchiveLine[]> {
  const lines: ArchiveLine[] = []
  for (let at = 0; at < windows.length; at += queriesAtOnce) {
    const computed = await Promise.all(windows.slice(at, at + queriesAtOnce).map(compute))
    lines.push(...computed.flat())
  }
  return lines
}

/** None for a kind that the program no longer has. */
function targetOf(
  { kind, device }: RollupCell,
  { city, plans, zone }: ArchiveContext,
): RollupTarget | undefined {
  const plan = plans.get(kind)
  return plan && { city, plan, device, zone }
}
