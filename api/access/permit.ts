import type { ErrorCode } from '#domain/words/errors.ts'
import type { Principal } from './principal.ts'

/**
 * What a route asks of its caller. `read`: somebody on this machine, an operator, or a device
 * about itself. `device`: a device's own token. `operator`: an operator's token.
 */
export const accessLevels = ['public', 'read', 'device', 'operator'] as const
export type Access = (typeof accessLevels)[number]

/**
 * The one rule of who may do what, for REST and for the live stream: the reason to refuse, or
 * undefined. `deviceId` is the device the request is about, if it is about one.
 */
export function refuseAccess(
  access: Access,
  principal: Principal,
  deviceId?: string,
): ErrorCode | undefined {
  if (access === 'public') return undefined
  if (principal.who === 'anonymous') {
    return access === 'read' && principal.local ? undefined : 'unauthorized'
  }
  if (principal.who === 'operator') return access === 'device' ? 'forbidden' : undefined
  if (access === 'device') return undefined
  return access === 'read' && principal.device.id === deviceId ? undefined : 'forbidden'
}
