import { randomUUID } from 'node:crypto'
import { keyCapabilities, type Capability } from '#domain/access/capabilities.ts'
import type { AccessKey } from '#domain/access/principal.ts'
import { createSecret, hashSecret } from '#store/registry/secret.ts'
import type { KeyRow } from '#store/accounts/rows.ts'
import type { Accounts, KnownKey } from './accounts.ts'
import { parseDisplayName } from './names.ts'
import type { Parts } from './parts.ts'

type Keys = Pick<Accounts, 'findKey' | 'listKeys' | 'addKey' | 'endKey'>

const isKeyCapability = (word: unknown): word is Capability =>
  keyCapabilities.some((capability) => capability === word)

const keyOf = (hash: Uint8Array) => Buffer.from(hash).toString('base64url')

function describe({ capabilities, secret_hash: _, ...row }: KeyRow): KnownKey {
  return { ...row, capabilities: (JSON.parse(capabilities) as unknown[]).filter(isKeyCapability) }
}

/** Named credentials of machines. The secret appears once, only its hash is stored. */
export function createKeys(parts: Parts): Keys {
  const { tables, clock, limits } = parts
  const known = new Map<string, { key: KnownKey; hash: string }>()
  const byHash = new Map<string, AccessKey>()
  const put = (row: KeyRow): KnownKey => {
    const [key, hash] = [describe(row), keyOf(row.secret_hash)]
    known.set(key.id, { key, hash })
    byHash.set(hash, { id: key.id, name: key.name, capabilities: key.capabilities })
    return key
  }
  for (const row of tables.listKeys()) put(row)
  const list = () => [...known.values()].map(({ key }) => key)

  return {
    // The map compares hashes of 256 random bits: their timing says nothing about the secret.
    findKey: (token) => byHash.get(keyOf(hashSecret(token))),
    listKeys: list,
    addKey({ name: given, capabilities }, by) {
      const name = parseDisplayName(given)
      if (typeof name !== 'string') return name
      if (list().some((key) => key.name === name) || known.size >= limits.keys) {
        return { code: 'key_exists', detail: `${name} は使われています / is a key already` }
      }
      const secret = createSecret()
      const row: KeyRow = {
        id: randomUUID(),
        name,
        capabilities: JSON.stringify(capabilities.filter(isKeyCapability)),
        secret_hash: hashSecret(secret),
        issued_ts: clock.now(),
        issued_by: by.name,
      }
      const subject = { id: row.id, name }
      const after = { name, capabilities }
      parts.record((change) => change.putKey(row), {
        act: 'key_added',
        by,
        subject,
        before: null,
        after,
      })
      return { key: put(row), secret }
    },
    endKey(id, by) {
      const entry = known.get(id)
      if (!entry) return { code: 'key_unknown', detail: 'その鍵はありません / no such key' }
      const { name, capabilities } = entry.key
      parts.record((change) => change.endKey(id), {
        act: 'key_ended',
        by,
        subject: { id, name },
        before: { name, capabilities },
        after: null,
      })
      known.delete(id)
      byHash.delete(entry.hash)
      parts.tellEnded()
      return entry.key
    },
  }
}
