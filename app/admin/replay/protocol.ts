import type { Device } from '#domain/devices/device.ts'
import type { Refusal } from '#domain/words/refusal.ts'
import type { DoorAddress } from '#domain/devices/paste-line.ts'

/** What `npm run replay` asks of the demo city: these devices, with fresh secrets. */
export interface ReplayRequest {
  devices: readonly Device[]
}

export type ReplayAnswer =
  | { ok: true; secrets: Readonly<Record<string, string>>; door: DoorAddress | null }
  | { ok: false; refusal: Refusal }

/** Path of these requests on the admin socket. */
export const replayPath = '/replay'

/** A description is a few hundred bytes, and a request at most 64 KiB. */
export const devicesPerRequest = 50

export function parseReplayRequest(body: unknown): ReplayRequest | Refusal {
  const devices = (body as { devices?: unknown } | null)?.devices
  if (Array.isArray(devices) && devices.length > 0) return { devices: devices as Device[] }
  return { code: 'query_invalid', detail: 'devices missing' }
}
