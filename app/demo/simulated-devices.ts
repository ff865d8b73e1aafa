import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import type { Device } from '#domain/devices/device.ts'
import { isRefusal } from '#domain/words/refusal.ts'
import type { Registry } from '#store/registry/registry.ts'

/** Secrets by device id. */
type Secrets = Readonly<Record<string, string>>

/**
 * Gives simulated devices their secrets and writes them to a file that only this user can read
 * (mode 0600). Secrets that still work stay, so that a fleet that is running goes on.
 */
export function issueSimulatedSecrets(
  registry: Registry,
  devices: readonly Device[],
  file: string,
): void {
  const ids = devices.filter(({ origin }) => origin === 'simulated').map(({ id }) => id)
  const known = readSecrets(file)
  const works = (id: string) => {
    const secret = known[id]
    return secret !== undefined && registry.authenticate(id, Buffer.from(secret)) !== undefined
  }
  const kept = ids.filter(works).map((id) => [id, known[id] ?? ''] as const)
  const issued = registry.rotateAll(ids.filter((id) => !works(id)))
  if (isRefusal(issued)) throw new Error(issued.detail)
  writeSecrets(file, Object.fromEntries([...kept, ...issued]))
}

/** A file that is missing or damaged costs nothing: new secrets are issued. */
function readSecrets(file: string): Secrets {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Secrets
  } catch {
    return {}
  }
}

/** Whole or not at all: a simulator may read at any moment. */
function writeSecrets(file: string, secrets: Secrets): void {
  const draft = `${file}.${process.pid}`
  writeFileSync(draft, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 })
  renameSync(draft, file)
}
