import pino from 'pino'
import type { Log } from '#domain/operation/log.ts'

/** JSON lines on stderr, so that what people read on stdout stays readable. Never a secret. */
export function createLog(level: string): Log {
  const logger = pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { error: pino.stdSerializers.err },
    },
    // Synchronous: the line that tells why a process died must be out before it dies.
    pino.destination({ fd: 2, sync: true }),
  )
  return (at, message, facts = {}) => logger[at](facts, message)
}
