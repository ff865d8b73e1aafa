import { refuseAccess } from '#domain/access/decide.ts'
import type { Principal } from '#domain/access/principal.ts'
import type { Kind } from '#domain/kinds/kind.ts'

/** The kinds whose devices a caller may read who has `public.read`. */
export function listReadableKinds(kinds: readonly Kind[], principal: Principal): readonly Kind[] {
  if (refuseAccess('city.read', principal) === undefined) return kinds
  return kinds.filter(({ isPublic }) => isPublic)
}
