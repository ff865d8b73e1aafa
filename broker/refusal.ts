/** Everything the MQTT door refuses, by the word that the audit and the metrics use. */
export type DoorRefusalCode =
  | 'frame_too_large'
  | 'frame_malformed'
  | 'protocol_error'
  | 'protocol_version'
  | 'connect_timeout'
  | 'tls_failed'
  | 'subprotocol_missing'
  | 'too_many_connections'
  | 'accept_failed'
  | 'client_id_invalid'
  | 'client_id_mismatch'
  | 'device_unknown'
  | 'credential_wrong'
  | 'credential_ended'
  | 'will_forbidden'
  | 'topic_forbidden'
  | 'topic_malformed'
  | 'kind_without_events'
  | 'subscribe_forbidden'
  | 'acks_unread'

export interface DoorRefusal {
  code: DoorRefusalCode
  detail: string
}

export const refusal = (code: DoorRefusalCode, detail: string): DoorRefusal => ({ code, detail })
