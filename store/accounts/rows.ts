/** A person as stored. Roles are JSON. */
export interface PersonRow {
  id: string
  name: string
  display_name: string
  roles: string
  password_hash: string | null
  /** 0 where somebody else chose the password. */
  password_is_own: number
  created_ts: number
  disabled_ts: number | null
}

/** A session as stored: how old it was, and how old at its last use, when it was last written. */
export interface SessionRow {
  id: string
  token_hash: Uint8Array
  person: string
  begun_ts: number
  address: string
  agent: string
  age_ms: number
  used_age_ms: number
  /** Wall time of the writing. */
  seen_ts: number
}

/** A key of a machine as stored. Capabilities are JSON. */
export interface KeyRow {
  id: string
  name: string
  capabilities: string
  secret_hash: Uint8Array
  issued_ts: number
  issued_by: string
}
