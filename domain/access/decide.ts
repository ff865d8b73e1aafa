import type { Device } from '../devices/device.ts'
import type { Capability, Needs } from './capabilities.ts'

/** How much of a city is open to whoever shows no credential. */
export type Openness = 'nothing' | 'public' | 'everything'

/** Who asks: nobody in particular, a device by its token, or an operator by theirs. */
export type Principal =
  { who: 'anonymous'; open: Openness } | { who: 'device'; device: Device } | { who: 'operator' }

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
const operator: readonly Capability[] = [
  'public.read',
  'city.read',
  'ride.read',
  'quarantine.read',
  'metrics.read',
  'device.edit',
]
const device: readonly Capability[] = ['reading.write']
const deviceAboutItself: readonly Capability[] = ['reading.write', 'public.read', 'city.read']

/** What a caller may do; `about` is the device that the request is about, if it is about one. */
export function capabilitiesOf(principal: Principal, about?: string): readonly Capability[] {
  switch (principal.who) {
    case 'anonymous':
      return openTo[principal.open]
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
  about?: Subject,
): 'unauthorized' | 'forbidden' | undefined {
  // One device that is not for everybody needs as much as the whole city.
  const needed = needs === 'public.read' && about?.isPublic === false ? 'city.read' : needs
  if (needed === 'public') return undefined
  if (capabilitiesOf(principal, about?.id).includes(needed)) return undefined
  return principal.who === 'anonymous' ? 'unauthorized' : 'forbidden'
}
