import {
  capabilities,
  heldByRoles,
  personOnly,
  type Capability,
  type Needs,
} from './capabilities.ts'
import type { Openness, Principal } from './principal.ts'

/** The device that a request is about, and whether its kind is open to everybody. */
export interface Subject {
  id: string
  isPublic: boolean
}

const openTo: Record<Openness, readonly Capability[]> = {
  nothing: [],
  public: ['public.read'],
  everything: ['public.read', 'city.read', 'metrics.read'],
}
const beforeOwnPassword: readonly Capability[] = ['password.own']
/** Of somebody with a session: a command has none. */
const ownOnly: readonly Capability[] = ['session.own', 'password.own']
const device: readonly Capability[] = ['reading.write']
const deviceAboutItself: readonly Capability[] = ['reading.write', 'public.read', 'city.read']

function holds(capability: Capability, principal: Principal, about?: string): boolean {
  switch (principal.who) {
    case 'anonymous':
      return openTo[principal.open].includes(capability)
    case 'key':
      return principal.key.capabilities.includes(capability)
    case 'command':
      return !ownOnly.includes(capability)
    case 'person':
      if (principal.mustChangePassword && !beforeOwnPassword.includes(capability)) return false
      return principal.person.roles.some((role) => heldByRoles[capability].includes(role))
    case 'device':
      return (principal.device.id === about ? deviceAboutItself : device).includes(capability)
  }
}

/** Everything that a caller may do. */
export const capabilitiesOf = (principal: Principal): Capability[] =>
  capabilities.filter((capability) => holds(capability, principal))

export type AccessRefusal = 'unauthorized' | 'forbidden' | 'person_needed' | 'password_to_change'

/**
 * The one rule of who may do what, for REST, the live stream and the admin socket: the reason to refuse, or
 * undefined. A stranger may still say who they are; whoever did may not have more.
 */
export function refuseAccess(
  needs: Needs,
  principal: Principal,
  about?: Subject,
): AccessRefusal | undefined {
  // One device that is not for everybody needs as much as the whole city.
  const needed = needs === 'public.read' && about?.isPublic === false ? 'city.read' : needs
  if (needed === 'public' || holds(needed, principal, about?.id)) return undefined
  return refusalFor(needed, principal)
}

/** What a caller may do about it who is refused. */
function refusalFor(needed: Needs, principal: Principal): AccessRefusal {
  switch (principal.who) {
    case 'anonymous':
      return 'unauthorized'
    case 'person':
      return principal.mustChangePassword ? 'password_to_change' : 'forbidden'
    case 'key':
      return personOnly.has(needed) ? 'person_needed' : 'forbidden'
    case 'command':
    case 'device':
      return 'forbidden'
  }
}
