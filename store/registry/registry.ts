import type { StoredAct } from '#domain/access/act.ts'
import type { credentialStates } from '#domain/devices/credential-state.ts'
import type { Device, DeviceDirectory } from '#domain/devices/device.ts'
import type { Refusal } from '#domain/words/refusal.ts'
import type { SettingRow } from './setting.ts'
import type { ActsOfQuery, RegistryChange } from './tables.ts'

/** Whether a device can sign in; the secret itself is nowhere. */
export interface CredentialState {
  state: (typeof credentialStates)[number]
  issued_ts: number | null
  revoked_ts: number | null
}

/** What may change later. Kind and origin stay: stored readings carry them. */
type DevicePatch = Partial<Omit<Device, 'id' | 'kind' | 'origin'>>

/** A device as it shall be, and what becomes of its token. */
export interface WantedDevice {
  device: Device
  token: 'keep' | 'issue' | 'end'
}

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
  /**
   * Checks all, then stores all with what `also` adds, in one transaction. Gives the secrets that it
   * issued, by id.
   */
  write(
    wanted: readonly WantedDevice[],
    also?: (change: RegistryChange) => void,
  ): ReadonlyMap<string, string> | Refusal
  /** Why `write` would refuse a device by itself. */
  check(device: Device): Refusal | undefined
  credentialOf(id: string): CredentialState | undefined
  /** In order of id; retired ones too. */
  listAll(): readonly Device[]

  /** Dated settings in the order in which they were set. */
  listSettings(): SettingRow[]
  /** What was done to a device, newest first. */
  listActsAbout(id: string, query: ActsOfQuery): StoredAct[]
  findAct(seq: number): StoredAct | undefined

  hasOperator(): boolean
  /** A new operator token, returned this once; it replaces an earlier one. */
  createOperatorToken(): string
  verifyOperator(token: Uint8Array | string): boolean
  close(): void
}
