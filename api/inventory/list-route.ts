import Type from 'typebox'
import { createInventoryColumns } from '#domain/devices/columns/columns.ts'
import { inventoryItem, type InventoryItem } from '#domain/wire/inventory.ts'
import type { ApiApp } from '../app-type.ts'
import type { RouteContext } from '../parts.ts'
import { problemResponses } from '../problems/problem-responses.ts'
import { listRoute } from '../query/list-route.ts'
import { deviceParams } from '../query/schemas.ts'
import { slicePage } from '../query/slice-page.ts'
import { getItem, refusals, sendVersion } from './answers.ts'
import { rowOf } from './inventory-row.ts'

const pageSize = 1_000
const needs = 'device.service'

/** `/v1/inventory`: devices as those see them who look after them; as a file, to be imported again. */
export function inventoryRoutes(app: ApiApp, context: RouteContext): Promise<void> | void {
  const { inventory, kinds } = context
  app.get('/v1/inventory/:id', { config: { needs }, schema: oneSchema }, (request, reply) => {
    const item = getItem(inventory, request.params.id)
    return sendVersion(reply, item.version).send(item)
  })
  const columns = createInventoryColumns(kinds)
  return listRoute({
    path: '/v1/inventory',
    needs,
    summary: 'Devices as those see them who look after them',
    tag: 'devices',
    item: inventoryItem,
    filter: {
      retired: Type.Optional(Type.Boolean({ description: 'Retired ones too' })),
      kind: Type.Optional(Type.Enum(kinds.map(({ id }) => id))),
    },
    pageSize,
    csv: {
      name: 'devices',
      columns: columns.map(({ name, label }) => ({ field: name, label })),
      rowOf: (item) => rowOf(columns, item as InventoryItem),
    },
    list: (_asked, { retired = false, kind }, page) =>
      slicePage(
        'inventory',
        inventory.list({ retired }).filter((item) => kind === undefined || item.kind === kind),
        page,
      ),
  })(app, context)
}

const oneSchema = {
  summary: 'One of them; its version is the ETag',
  tags: ['devices'],
  params: deviceParams,
  response: { 200: inventoryItem, ...problemResponses('query_invalid', ...refusals) },
}
