import type { Device } from '#domain/devices/device.ts'
import type { Parts, Step, StepAct } from '../parts.ts'
import { valueOf, withSetting } from './settings.ts'

/** Everything that was set to happen by now: planned settings, and devices that are back in service. */
export function listDue({ registry, settings, clock }: Parts): Step[] {
  const now = clock.now()
  const byDevice = new Map<string, Step>()
  const add = (id: string, make: (device: Device) => { device: Device; act: StepAct }) => {
    const before = byDevice.get(id)
    const known = before?.device ?? registry.find(id)
    if (!known) return
    const { device, act } = make(known)
    byDevice.set(id, { device, token: 'keep', acts: [...(before?.acts ?? []), act] })
  }
  for (const row of settings.listPlanned()) {
    if (row.effective_ts > now) break
    const { part, version, valid_from } = row
    add(row.device, (device) => ({
      device: withSetting(device, part, valueOf(row)),
      act: {
        act: 'setting_in_effect',
        before: { part },
        after: { part, version, valid_from },
        applies: version,
      },
    }))
  }
  for (const { id, service } of registry.list()) {
    if (service?.until_ts && service.until_ts <= now) add(id, returnToService)
  }
  return [...byDevice.values()]
}

function returnToService(device: Device): { device: Device; act: StepAct } {
  const { service, ...rest } = device
  return {
    device: { ...rest, out_of_service: false },
    act: {
      act: 'service_changed',
      before: { out_of_service: true, service: service ?? null },
      after: { out_of_service: false, service: null },
    },
  }
}
