import type { Audit, AuditEntry } from '#domain/words/audit.ts'
import type { Clock } from '#domain/operation/clock.ts'
import type { DoorRefusal } from '#domain/wire/door-refusal.ts'
import { auditLimits, type AuditLimits } from './limits.ts'
import { createLogFile, type LogFileState } from './log-file.ts'
import { createThrottle } from './throttle.ts'

export interface AuditLog extends Audit {
  /** The newest entries, newest first, as the health page shows them. */
  recent(): DoorRefusal[]
  /** Entries that no file holds: left out by the rate limits, or lost to a failing disk. */
  omitted(): number
  close(): Promise<void>
}

/** Printable, and short: ids and topics in an entry come from strangers. */
function printable(text: string, length: number): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '\uFFFD').slice(0, length)
}

/** Opens the audit: JSON lines, appended only, bounded in size and rate. Never throws on write. */
export function openAudit(options: {
  file: string
  clock: Clock
  limits?: Partial<AuditLimits>
  /** Told once when entries can no longer be written, and once when they are again. */
  onState?: (state: LogFileState) => void
}): AuditLog {
  const { file, clock, onState } = options
  const limits: AuditLimits = { ...auditLimits, ...options.limits }
  const log = createLogFile(file, limits, onState)
  const leaveFor = createThrottle(clock, limits)
  const newest: DoorRefusal[] = []
  let suppressedInAll = 0

  const remember = (receivedTs: number, { address, who, code, detail }: AuditEntry) => {
    const text = [address, who].filter((part) => part !== '').join(' ')
    newest.unshift({ received_ts: receivedTs, who: text, code, detail })
    newest.length = Math.min(newest.length, limits.recent)
  }

  return {
    write(entry) {
      // By reason too: many devices share an address behind a router or balancer, and a stuck one
      // among them must not hide that another's token is tried.
      const leave = leaveFor(`${entry.address} ${entry.code}`)
      if (!leave) {
        suppressedInAll += 1
        return
      }
      const receivedTs = clock.now()
      const clean = {
        address: printable(entry.address, limits.textLength),
        who: printable(entry.who, limits.textLength),
        code: entry.code,
        detail: printable(entry.detail, limits.textLength),
      }
      remember(receivedTs, clean)
      const time = new Date(receivedTs).toISOString()
      const before = leave.suppressed > 0 ? { suppressed_before: leave.suppressed } : {}
      log.write(`${JSON.stringify({ time, ...clean, ...before })}\n`)
    },
    recent: () => [...newest],
    omitted: () => suppressedInAll + log.dropped(),
    close: () => log.flush(),
  }
}
