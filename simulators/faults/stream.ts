import type { Reporter, Report } from '../fleet/reporter.ts'
import { createConnection } from './connection.ts'
import type { DeviceFault, ValuesAt } from './device-fault.ts'
import { faultTypes } from './fault-types.ts'
import { stages } from './fault-type.ts'
import { createSent } from './sent.ts'
import type { Sent, Transform } from './sent.ts'

/** The faults of one device as one transform, in the order of a reading's way. */
export function composeFaults(faults: readonly DeviceFault[], valuesAt: ValuesAt): Transform {
  const transforms = faults
    .map((fault) => ({ fault, type: getType(fault) }))
    .toSorted((a, b) => stages.indexOf(a.type.stage) - stages.indexOf(b.type.stage))
    .map(({ fault, type }) => type.create(fault, valuesAt))
  return (sent) =>
    transforms.reduce<readonly Sent[]>((all, transform) => all.flatMap(transform), [sent])
}

function getType({ type }: DeviceFault) {
  const known = faultTypes.find(({ id }) => id === type)
  if (!known) throw new Error(`no type of fault is called "${type}"`)
  return known
}

const inOrderOfSending = (a: Sent, b: Sent) => a.sendTs - b.sendTs || a.order - b.order

/**
 * A device's stream under its faults: reports as measured in, everything that became of them out,
 * in order of sending. What is lost stands where it would have been sent.
 */
export function applyFaults(reports: readonly Report[], transform: Transform): Sent[] {
  return reports.flatMap((report) => transform(createSent(report))).toSorted(inOrderOfSending)
}

/** A reporter whose readings run through faults. */
export interface FaultyReporter extends Reporter {
  /** Has the device lost its network at a moment of the world? */
  isCutOff(ts: number): boolean
}

interface FaultyReporterOptions {
  reporter: Reporter
  faults: readonly DeviceFault[]
  /** End of the run: what still waits for its moment is sent then. */
  endTs: number
  /** Called first of all with the moment that readings are asked up to. */
  onAsked(toTs: number): void
  /** Called with what became of each reading, before it is given out. */
  onSent(sent: readonly Sent[]): void
}

export function createFaultyReporter(options: FaultyReporterOptions): FaultyReporter {
  const { reporter, faults, endTs, onAsked, onSent } = options
  const transform = composeFaults(faults, reporter.valuesAt)
  const connections = faults
    .filter((fault) => getType(fault).takesArea)
    .map((fault) => createConnection(fault, reporter.valuesAt))
  /** In order of sending; nothing of it is due yet. */
  let waiting: Sent[] = []
  return {
    until(toTs) {
      onAsked(toTs)
      const fresh = applyFaults(reporter.until(toTs), transform).map((sent) =>
        sent.sendTs > endTs ? { ...sent, sendTs: endTs } : sent,
      )
      if (fresh.length > 0) onSent(fresh)
      const all = [...waiting, ...fresh.filter(({ isLost }) => !isLost)].toSorted(inOrderOfSending)
      const due = all.filter(({ sendTs }) => sendTs <= toTs)
      waiting = all.slice(due.length)
      return due.map(({ report }) => report)
    },
    get nextTs() {
      return Math.min(reporter.nextTs, waiting[0]?.sendTs ?? Infinity)
    },
    valuesAt: reporter.valuesAt,
    isCutOff: (ts) => connections.some((connection) => connection.backTs(ts) !== undefined),
  }
}
