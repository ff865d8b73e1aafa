import type { Device, DeviceDirectory, Uplink } from '#domain/devices/device.ts'
import type { CredentialState, Registry } from './registry.ts'
import { hashSecret, sameHash } from './secret.ts'

/** A device with its credential as the registry's row holds it. */
export interface Entry {
  device: Device
  secret_hash: Uint8Array | null
  issued_ts: number | null
  revoked_ts: number | null
}

/** Compared with when there is nothing to compare with, so that both answers take equally long. */
const noHash = new Uint8Array(32)

// No id of a source holds a space.
const uplinkKey = ({ source, address }: Pick<Uplink, 'source' | 'address'>) =>
  `${source} ${address}`

const keyOf = (hash: Uint8Array) => Buffer.from(hash).toString('base64url')

function subscribe<Listener>(listeners: Set<Listener>, listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function describeCredential({ secret_hash, issued_ts, revoked_ts }: Entry): CredentialState {
  const state = secret_hash ? 'active' : revoked_ts === null ? 'none' : 'revoked'
  return { state, issued_ts, revoked_ts }
}

const byId = (a: Device, b: Device) => (a.id < b.id ? -1 : 1)

interface Indexes {
  entries: Map<string, Entry>
  idsByHash: Map<string, string>
  idsByUplink: Map<string, string>
}

/** Keeps the indexes in step; returns what was there before. */
function createPut({ entries, idsByHash, idsByUplink }: Indexes) {
  const forget = ({ device: { id, uplink }, secret_hash }: Entry) => {
    if (secret_hash) idsByHash.delete(keyOf(secret_hash))
    if (uplink && idsByUplink.get(uplinkKey(uplink)) === id) idsByUplink.delete(uplinkKey(uplink))
  }
  return (entry: Entry): Entry | undefined => {
    const { id, uplink, retired } = entry.device
    const before = entries.get(id)
    if (before) forget(before)
    if (entry.secret_hash) idsByHash.set(keyOf(entry.secret_hash), id)
    // A retired device leaves its address to another one.
    if (uplink && !retired) idsByUplink.set(uplinkKey(uplink), id)
    entries.set(id, entry)
    return before
  }
}

/** The registry in memory: every lookup is one step whatever the number of devices. */
export function createDirectory(loaded: readonly Entry[]) {
  const entries = new Map<string, Entry>()
  const idsByHash = new Map<string, string>()
  const idsByUplink = new Map<string, string>()
  const revokedListeners = new Set<(deviceId: string) => void>()
  const changedListeners = new Set<(device: Device) => void>()
  // Rebuilt after a change only: the doors ask for the list far more often than it changes.
  let listed: readonly Device[] | undefined

  const put = createPut({ entries, idsByHash, idsByUplink })
  for (const entry of loaded) put(entry)

  const announce = (entry: Entry, before: Entry | undefined) => {
    if (before?.secret_hash && before.secret_hash !== entry.secret_hash) {
      for (const listener of revokedListeners) listener(entry.device.id)
    }
    for (const listener of changedListeners) listener(entry.device)
  }

  const authenticate = (id: string, secret: Uint8Array): Device | undefined => {
    const entry = entries.get(id)
    const same = sameHash(entry?.secret_hash ?? noHash, hashSecret(secret))
    return same && entry?.secret_hash ? entry.device : undefined
  }

  const listAll = () => Array.from(entries.values(), ({ device }) => device).toSorted(byId)

  const view: DeviceDirectory & Pick<Registry, 'credentialOf' | 'listAll'> = {
    find: (id) => entries.get(id)?.device,
    list: () => (listed ??= listAll().filter(({ retired }) => !retired)),
    listAll,
    authenticate,
    findByToken(secret) {
      const id = idsByHash.get(keyOf(hashSecret(secret)))
      return id === undefined ? undefined : authenticate(id, secret)
    },
    findByUplink(source, address) {
      const id = idsByUplink.get(uplinkKey({ source, address }))
      return id === undefined ? undefined : entries.get(id)?.device
    },
    onRevoked: (listener) => subscribe(revokedListeners, listener),
    onChanged: (listener) => subscribe(changedListeners, listener),
    credentialOf(id) {
      const entry = entries.get(id)
      return entry && describeCredential(entry)
    },
  }

  return {
    view,
    find: (id: string) => entries.get(id),
    /** Takes over what is on disk already, then tells the listeners. */
    replace(changed: readonly Entry[]): void {
      listed = undefined
      const told = changed.map((entry) => [entry, put(entry)] as const)
      for (const [entry, before] of told) announce(entry, before)
    },
  }
}
