import type { Capability } from '../access/capabilities.ts'
import type { DevicePatchRequest } from '../wire/inventory.ts'

type Field = Exclude<keyof DevicePatchRequest, 'why'>

/** Fields that whoever may take a device out of service may change; the rest needs `device.edit`. */
const ofService: ReadonlySet<string> = new Set<Field>(['out_of_service', 'service'])

/** What somebody must hold to change these fields of a device. */
export const needsOfPatch = (patch: object): Capability =>
  Object.keys(patch).every((field) => field === 'why' || ofService.has(field))
    ? 'device.service'
    : 'device.edit'
