import Type from 'typebox'
import type { Capability } from '#domain/access/capabilities.ts'
import { deviceIdPattern } from '#domain/devices/ids.ts'
import { deviceChange, inventoryChanged } from '#domain/wire/inventory.ts'
import { pageOf } from '#domain/wire/page.ts'
import type { ActCode } from '#domain/words/act-codes.ts'
import { decodeCursor, encodeCursor } from '#store/cursor.ts'
import { requireAlso } from '../access/require-needs.ts'
import type { ApiApp } from '../app-type.ts'
import type { RouteContext } from '../parts.ts'
import { Problem } from '../problems/problem.ts'
import { problemResponses } from '../problems/problem-responses.ts'
import { deviceParams, pageFields, queryOf } from '../query/schemas.ts'
import { acceptChange, getItem, reasonedOf, refusals } from './answers.ts'

const pageSize = 50
const listName = 'changes'
const config = { needs: 'device.service' as const }

/** `/v1/devices/{id}/changes`: who changed what of a device and why, and the way back. */
export function changeRoutes(app: ApiApp, { inventory, entrance }: RouteContext): void {
  app.get('/v1/devices/:id/changes', { config, schema: listSchema }, (request) => {
    const { id } = request.params
    const { limit, cursor } = request.query
    getItem(inventory, id)
    const [before] = decodeCursor(listName, cursor, 1) ?? []
    // One more than asked for says whether there is another page.
    const found = inventory.listChanges(id, { limit: limit + 1, before })
    const items = found.slice(0, limit)
    const last = found.length > limit ? items.at(-1) : undefined
    return { items, next_cursor: last ? encodeCursor(listName, last.seq) : null }
  })
  app.post(
    '/v1/devices/:id/changes/:seq/undo',
    { config, schema: undoSchema },
    (request, reply) => {
      const { id, seq } = request.params
      const [act] = inventory.listChanges(id, { limit: 1, before: seq + 1 })
      if (act?.seq !== seq) throw new Problem('change_unknown', `${id} has no change ${seq}`)
      requireAlso(request, [needsOfUndoing(act.act)])
      const reasoned = reasonedOf(request, entrance, null)
      const stale = () => ({ present: getItem(inventory, id), given: null })
      return acceptChange(inventory.undo(id, seq, reasoned), reply, stale)
    },
  )
}

/** Whoever may do something may take it back. */
function needsOfUndoing(act: ActCode): Capability {
  if (act === 'thresholds_set') return 'threshold.edit'
  return act === 'service_changed' ? 'device.service' : 'device.edit'
}

const listSchema = {
  summary: 'What was changed of a device, newest first',
  tags: ['devices'],
  params: deviceParams,
  querystring: queryOf(pageFields(pageSize)),
  response: { 200: pageOf(deviceChange), ...problemResponses('query_invalid', ...refusals) },
}

const undoSchema = {
  summary: 'Bring back what a change changed, as long as nobody changed the same since',
  description: 'Needs what the change itself needed. The undoing is a change too.',
  tags: ['devices'],
  params: Type.Object({
    id: Type.String({ pattern: deviceIdPattern }),
    seq: Type.Integer({ minimum: 1, description: 'Number of the change' }),
  }),
  response: {
    200: inventoryChanged,
    ...problemResponses(
      'query_invalid',
      'change_unknown',
      'not_undoable',
      'device_retired',
      ...refusals,
    ),
  },
}
