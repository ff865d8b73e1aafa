import type { Device } from '#domain/devices/device.ts'
import type { Refusal } from '#domain/words/refusal.ts'
import type { Parts, Step } from '../parts.ts'

/** Nothing is expected of the device from now on; its token ends, its data and its id stay. */
export function retireDevice(
  { clock }: Pick<Parts, 'clock'>,
  device: Device,
  why: string | null,
): Step | Refusal {
  if (!why?.trim()) return { code: 'reason_missing', detail: 'why: why it is retired' }
  const retired = { ts: clock.now(), reason: why }
  return {
    device: { ...device, retired },
    token: 'end',
    acts: [{ act: 'device_retired', before: null, after: { reason: why } }],
  }
}

/** It was retired by mistake: it needs a new token, and the rest is as before. */
export function reinstateDevice(device: Device, undoes: number): Step {
  const { retired, ...rest } = device
  return {
    device: rest,
    token: 'keep',
    acts: [
      {
        act: 'device_reinstated',
        before: { reason: retired?.reason ?? null },
        after: null,
        undoes,
      },
    ],
  }
}
