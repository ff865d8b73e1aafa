import type { Device } from '../devices/device.ts'
import type { Capability, Needs } from './capabilities.ts'

/** Who asks: nobody in particular, a device by its token, or an operator by theirs. */
export type Principal =
  { who: 'anonymous'; local: boolean } | { who: 'device'; device: Device } | { who: 'operator' }

const nobody: readonly Capability[] = []
const onThisMachine: readonly Capability[] = ['city.read', 'metrics.read']
const operator: readonly Capability[] = [
  'city.read',
  'quarantine.read',
  'metrics.read',
  'device.edit',
]
const device: readonly Capability[] = ['reading.write']
const deviceAboutItself: readonly Capability[] = ['reading.write', 'city.read']

/** What a caller may do; `about` is the device that the request is about, if it is about one. */
function capabilitiesOf(principal: Principal, about: string | undefined): readonly Capability[] {
  switch (principal.who) {
    case 'anonymous':
      return principal.local ? onThisMachine : nobody
    case 'operator':
      return operator
    case 'device':
      return principal.device.id === about ? deviceAboutItself : device
  }
}

/**
 * The one rule of who may do what, for REST and for the live stream: the reason to refuse, or
 * undefined. A stranger may still say who they are; whoever did may not have more.
 */
export function refuseAccess(
  needs: Needs,
  principal: Principal,
  about?: string,
): 'unauthorized' | 'forbidden' | undefined {
  if (needs === 'public' || capabilitiesOf(principal, about).includes(needs)) return undefined
  return principal.who === 'anonymous' ? 'unauthorized' : 'forbidden'
}
