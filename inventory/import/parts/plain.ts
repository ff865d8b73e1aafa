import type { Device } from '#domain/devices/device.ts'
import type { Patch, Planning } from './planning.ts'

/** What a row says of a device as it is. */
export const planPlain = ({ draft }: Planning): Patch => ({
  // The column takes no other words.
  ...(draft.has('role') && { role: (draft.text('role') ?? 'sensor') as Device['role'] }),
  ...(draft.has('normally_flat') && { normally_flat: draft.flag('normally_flat', false) }),
  ...(draft.has('camera_url') && { camera_url: draft.text('camera_url') }),
  ...(draft.has('note') && { note: draft.text('note') }),
})
