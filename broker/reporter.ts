import type { Audit } from '#domain/words/audit.ts'
import type { Connection } from './connections.ts'
import type { BrokerCounters } from './counters.ts'
import { refusal, type DoorRefusal } from './refusal.ts'

/** Writes refusals to the audit and counts them. */
export interface Reporter {
  /**
   * A refusal that ends the connection; only the first one of a connection is told. `who` is the
   * id it claims while it has not proved one.
   */
  end(connection: Connection, because: DoorRefusal, who?: string): void
  /** A refusal after which the connection goes on, or one without a connection. */
  note(address: string, who: string, because: DoorRefusal): void
}

export function createReporter(audit: Audit, counters: BrokerCounters): Reporter {
  const note: Reporter['note'] = (address, who, because) => {
    counters.refusals[because.code] = (counters.refusals[because.code] ?? 0) + 1
    audit.write({ address, who, ...because })
  }
  return {
    note,
    end(connection, because, who = '') {
      if (connection.explained) return
      connection.explained = true
      note(connection.address, connection.deviceId ?? who, because)
    },
  }
}

// Aedes tells its reasons as text only. These are the ends of ordinary life, no refusals:
// a silent link, a slow subscriber, an acknowledgement that found its connection gone.
const ordinaryEnds: ReadonlySet<string> = new Set([
  'keep alive timeout',
  'drain timeout',
  'connection closed',
  'packet received not valid',
  'Premature close',
])

/** What an error that Aedes met means for the audit; undefined where nobody did wrong. */
export function explainError(error: Error & { code?: string }) {
  if (/^(EPROTO|ERR_SSL|ERR_TLS)/.test(error.code ?? '')) {
    return refusal('tls_failed', error.message.slice(0, 200))
  }
  // Other system errors (ECONNRESET, EPIPE …) carry a code, the protocol's own errors do not.
  if (error.code !== undefined || ordinaryEnds.has(error.message)) return undefined
  if (error.message === 'connect did not arrive in time') {
    return refusal('connect_timeout', 'no CONNECT in time')
  }
  const isTopic = /PUBLISH|SUBSCRIBE|levels/.test(error.message)
  return refusal(isTopic ? 'topic_malformed' : 'protocol_error', error.message)
}
