import type { Device, DeviceDirectory } from '#domain/devices/device.ts'
import type { Refusal } from '#domain/words/refusal.ts'

/** Whether a device can sign in; the secret itself is nowhere. */
export interface CredentialState {
  state: 'none' | 'active' | 'revoked'
  issued_ts: number | null
  revoked_ts: number | null
}

/** What may change later. Kind and origin stay: stored readings carry them. */
type DevicePatch = Partial<Omit<Device, 'id' | 'kind' | 'origin'>>

/**
 * Devices and their credentials: the truth about who exists. Reads come from memory; a change is
 * on disk before its call returns. Refusals are values, a failing disk throws.
 */
export interface Registry extends DeviceDirectory {
  /** Registers a device and issues its secret, which is returned this once. */
  add(device: Device): { secret: string } | Refusal
  /** Issues a new secret, also to a device that had none; the old one ends at once. */
  rotate(id: string): { secret: string } | Refusal
  /** Like `rotate` for many, with one write: a fleet gets its secrets in milliseconds. */
  rotateAll(ids: readonly string[]): ReadonlyMap<string, string> | Refusal
  /** Ends a device's credential. The device and its data stay. */
  revoke(id: string): Device | Refusal
  update(id: string, patch: DevicePatch): Device | Refusal
  /** Adds what is missing, without credentials, and leaves the rest alone. */
  seed(devices: readonly Device[]): { added: number } | Refusal
  credentialOf(id: string): CredentialState | undefined

  hasOperator(): boolean
  /** A new operator token, returned this once; it replaces an earlier one. */
  createOperatorToken(): string
  verifyOperator(token: Uint8Array | string): boolean
  close(): void
}
