import { systemClock, type Clock } from '#domain/operation/clock.ts'
import { openAudit } from '#store/audit/open.ts'
import type { LogFileState } from '#store/audit/log-file.ts'

type Log = (level: 'warn' | 'error', message: string, facts: object) => void

/** The audit of a running city. Where it cannot be written the city goes on, and its log says so. */
export function startAudit(file: string, { clock, log }: { clock: Clock; log: Log }) {
  return openAudit({ file, clock, onState: (state) => tellState(log, file, state) })
}

/** The audit of a command that works without a running city: its trouble is told on the terminal. */
export const startAuditOfCommand = (file: string) =>
  startAudit(file, { clock: systemClock, log: (_, ...told) => console.error(...told) })

/** Refusals and changes by hand that nobody will find later are worth a line, once. */
function tellState(log: Log, file: string, state: LogFileState): void {
  if (state.ok) {
    const message = '監査記録にまた書き込めます。 The audit is written again'
    log('warn', message, { file, entries_lost: state.dropped })
    return
  }
  const message =
    '監査記録に書き込めません。市は動き続けますが、拒否や変更の記録が残りません。ファイルと空きを確かめてください。 ' +
    'The audit cannot be written: the city goes on, but refusals and changes leave no record. ' +
    'Check the file and the free space'
  log('error', message, { file, reason: state.detail })
}
