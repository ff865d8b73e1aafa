import type { Device, DeviceDirectory } from '#domain/devices/device.ts'
import { isDeviceId } from '#domain/devices/ids.ts'
import { refusal, type DoorRefusal } from '../refusal.ts'

/** CONNACK return codes of MQTT 3.1.1, table 3.1, that this door uses. */
export const connackCodes = { identifierRejected: 2, badCredential: 4, notAuthorized: 5 } as const
type ConnackCode = (typeof connackCodes)[keyof typeof connackCodes]

export interface ConnectRefusal extends DoorRefusal {
  returnCode: ConnackCode
}

export function connectRefusal(returnCode: ConnackCode, because: DoorRefusal): ConnectRefusal {
  return { returnCode, ...because }
}

export interface Credentials {
  clientId: string
  userName: string | undefined
  password: Uint8Array | undefined
}

/**
 * Client id = user name = device id, and the device's token. A stranger learns from the answer
 * only that the pair was wrong; the audit says which half.
 */
export function identify(
  directory: DeviceDirectory,
  { clientId, userName, password }: Credentials,
): Device | ConnectRefusal {
  const { identifierRejected, badCredential } = connackCodes
  if (!isDeviceId(clientId)) {
    const because = refusal(
      'client_id_invalid',
      'client id empty or not of the form of a device id',
    )
    return connectRefusal(identifierRejected, because)
  }
  if (userName !== clientId) {
    const detail = 'user name differs from client id'
    return connectRefusal(badCredential, refusal('client_id_mismatch', detail))
  }
  const device = directory.authenticate(clientId, password ?? new Uint8Array())
  if (device) return device
  const because = directory.find(clientId)
    ? refusal('credential_wrong', password ? 'wrong or ended token' : 'no password')
    : refusal('device_unknown', 'no such device')
  return connectRefusal(badCredential, because)
}
