import type { Kind } from './kind.ts'
import { bus } from './bus/kind.ts'
import { farm } from './farm/kind.ts'
import { flood } from './flood/kind.ts'
import { wifi } from './wifi/kind.ts'

/** Every kind of sensor the platform knows. A new kind is its folder and one entry here. */
export const kinds: readonly Kind[] = [flood, wifi, bus, farm]

const byId = new Map(kinds.map((kind) => [kind.id, kind]))

export function findKind(id: string): Kind | undefined {
  return byId.get(id)
}

/** The kind of a registered device; throws for an id that no kind has. */
export function getKind(id: string): Kind {
  const kind = byId.get(id)
  if (!kind) throw new Error(`No kind "${id}" is registered in domain/kinds/index.ts`)
  return kind
}
