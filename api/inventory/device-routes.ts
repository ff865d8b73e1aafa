import { needsOfPatch } from '#domain/devices/needs-of-patch.ts'
import { pasteLine } from '#domain/devices/paste-line.ts'
import type { Device } from '#domain/devices/device.ts'
import {
  devicePatch,
  deviceRequest,
  inventoryAdded,
  inventoryChanged,
  retireRequest,
  type InventoryItem,
} from '#domain/wire/inventory.ts'
import type { NewDevice } from '#inventory/inventory.ts'
import { requireAlso } from '../access/require-needs.ts'
import type { ApiApp } from '../app-type.ts'
import { withJsonBody } from '../http/json-body.ts'
import type { RouteContext } from '../parts.ts'
import { problemResponses } from '../problems/problem-responses.ts'
import { deviceParams } from '../query/schemas.ts'
import {
  acceptChange,
  bodyMaxBytes,
  changeRefusals,
  getItem,
  reasonedOf,
  refusals,
} from './answers.ts'

const edit = { config: { needs: 'device.edit' as const } }
const service = { config: { needs: 'device.service' as const } }

/** Adds devices, changes and retires them, gives and ends their tokens. */
export function deviceCareRoutes(app: ApiApp, context: RouteContext): void {
  const { inventory, entrance } = context
  const withPasteLine = (added: { device: InventoryItem; secret: string }) => {
    const door = context.door?.() ?? null
    // What comes over a bridge never signs in here.
    const isOwn = door !== null && added.device.uplink === null
    const paste_line = isOwn ? pasteLine(added.device as Device, added.secret, door) : null
    return { ...added, paste_line }
  }
  const never = () => ({ present: null, given: null })

  withJsonBody(app, (scope) => {
    const limits = { bodyLimit: bodyMaxBytes }
    scope.post('/v1/devices', { ...edit, ...limits, schema: addSchema }, (request, reply) => {
      const { why, ...described } = request.body
      const device = { role: 'sensor', position: null, ...described, origin: 'field' } as NewDevice
      const added = inventory.add(device, reasonedOf(request, entrance, why))
      const answer = withPasteLine(acceptChange(added, reply, never))
      return reply.code(201).header('cache-control', 'no-store').send(answer)
    })
    scope.patch(
      '/v1/devices/:id',
      { ...service, ...limits, schema: changeSchema },
      (request, reply) => {
        const { why, ...patch } = request.body
        requireAlso(request, [needsOfPatch(patch)])
        const { id } = request.params
        const changed = inventory.change(id, patch, reasonedOf(request, entrance, why))
        const stale = () => ({ present: getItem(inventory, id), given: request.body })
        return acceptChange(changed, reply, stale)
      },
    )
    scope.post(
      '/v1/devices/:id/retire',
      { ...edit, ...limits, schema: retireSchema },
      (request, reply) => {
        const { id } = request.params
        const reasoned = reasonedOf(request, entrance, request.body.why)
        const stale = () => ({ present: getItem(inventory, id), given: request.body })
        return acceptChange(inventory.retire(id, reasoned), reply, stale)
      },
    )
  })

  app.post('/v1/devices/:id/rotate', { ...edit, schema: rotateSchema }, (request, reply) => {
    const { id } = request.params
    const rotated = inventory.rotate(id, reasonedOf(request, entrance, null))
    const stale = () => ({ present: getItem(inventory, id), given: null })
    const answer = withPasteLine(acceptChange(rotated, reply, stale))
    return reply.header('cache-control', 'no-store').send(answer)
  })
  app.post('/v1/devices/:id/revoke', { ...edit, schema: revokeSchema }, (request, reply) => {
    const { id } = request.params
    const stale = () => ({ present: getItem(inventory, id), given: null })
    return acceptChange(inventory.revoke(id, reasonedOf(request, entrance, null)), reply, stale)
  })
}

const described = [
  'device_invalid',
  'position_zero',
  'profile_unknown',
  'profile_invalid',
  'profile_setting_missing',
  'uplink_taken',
] as const

const addSchema = {
  summary: 'Add a device; its token and a line to paste are answered this once',
  description: 'The body is what `devices.json` of a city folder says of a device.',
  tags: ['devices'],
  body: deviceRequest,
  response: {
    201: inventoryAdded,
    ...problemResponses('device_exists', 'thresholds_invalid', ...described, ...changeRefusals),
  },
}

const changeSchema = {
  summary: 'Change a device',
  description:
    'Fields that are not named stay. `out_of_service` and `service` alone need `device.service`, ' +
    'anything else `device.edit`. With `If-Match`, a device that was changed since is answered ' +
    '`setting_stale`, with `present` and `given`.',
  tags: ['devices'],
  params: deviceParams,
  body: devicePatch,
  response: {
    200: inventoryChanged,
    ...problemResponses('reason_missing', 'setting_stale', ...described, ...changeRefusals),
  },
}

const retireSchema = {
  summary: 'Retire a device: its alarms close, its data stay, its id is not given again',
  tags: ['devices'],
  params: deviceParams,
  body: retireRequest,
  response: {
    200: inventoryChanged,
    ...problemResponses('reason_missing', 'setting_stale', ...changeRefusals),
  },
}

const rotateSchema = {
  summary: 'Issue a new token; the old one ends at once',
  tags: ['devices'],
  params: deviceParams,
  response: {
    200: inventoryAdded,
    ...problemResponses('setting_stale', 'device_retired', ...refusals),
  },
}

const revokeSchema = {
  summary: 'End a device’s token, and its connection',
  tags: ['devices'],
  params: deviceParams,
  response: {
    200: inventoryChanged,
    ...problemResponses('setting_stale', 'device_retired', ...refusals),
  },
}
