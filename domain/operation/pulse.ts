/**
 * The platform's own sign of life: every few seconds it sends a report to itself, through the same
 * listener, identity check, door, commit and journal as every device, up to where the live stream
 * hears it. A status, not a reading: it has no value that could be taken for a measurement, and no
 * gauge, figure, export or archive knows of it.
 */
import type { Device } from '../devices/device.ts'

/** Known to the MQTT door only, never to the registry, which refuses this id. */
export const pulseDevice: Device = {
  id: 'machimori-pulse',
  kind: 'pulse',
  name: { ja: '自己点検', en: 'Self-check' },
  origin: 'simulated',
  role: 'sensor',
  position: null,
  out_of_service: false,
}

/** How often it is sent, ms. */
export const pulseEveryMs = 10_000
/** Two in a row are missing: whatever a device sends now may not be shown either. */
export const pulseStaleAfterMs = 20_000
