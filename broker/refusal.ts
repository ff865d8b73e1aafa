import type { AuditCode } from '#domain/words/audit-codes.ts'

/** Everything the MQTT door refuses, by the word that the audit and the metrics use. */
export type DoorRefusalCode = Exclude<
  AuditCode,
  'origin_forbidden' | 'token_wrong' | 'device_added' | 'token_rotated' | 'token_revoked'
>

export interface DoorRefusal {
  code: DoorRefusalCode
  detail: string
}

export const refusal = (code: DoorRefusalCode, detail: string): DoorRefusal => ({ code, detail })
