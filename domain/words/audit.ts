import type { AuditCode } from './audit-codes.ts'

/** Something a person must be able to look up later: a refusal at a door, or a change by hand. */
export interface AuditEntry {
  /** Network address the attempt came from, or `local` for the machine's own tools. */
  address: string
  /** The id it claimed or acted on; as received, the log makes it printable. Empty if none. */
  who: string
  /** Stable word for programs. */
  code: AuditCode
  /** Plain English for people. Never a secret and never a payload. */
  detail: string
}

/** Where doors and tools report to. Cheap to call: writing happens later and is bounded. */
export interface Audit {
  write(entry: AuditEntry): void
}
