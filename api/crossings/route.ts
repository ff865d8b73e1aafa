import Type from 'typebox'
import { crossingResource } from '#domain/wire/crossing.ts'
import { listRoute } from '../query/list-route.ts'
import { deviceFilter } from '../query/schemas.ts'
import { createCrossingResource } from './presenter.ts'

/**
 * `/v1/crossings`: changes of level at gauges. With `all` also those withdrawn since, and the
 * withdrawals: only there does a hole in `crossing_seq` mean that one is missed.
 */
export const crossingRoutes = listRoute({
  path: '/v1/crossings',
  needs: 'city.read',
  summary: 'Levels reached and left, newest first',
  tag: 'alarms',
  item: crossingResource,
  filter: {
    device: deviceFilter,
    after_seq: Type.Optional(
      Type.Integer({ minimum: -1, description: 'Only those after this `crossing_seq`' }),
    ),
    all: Type.Optional(
      Type.Boolean({ description: 'Also withdrawn crossings and their withdrawals' }),
    ),
  },
  pageSize: 100,
  async list({ store, directory }, { device, after_seq: afterSeq, all = false }, page) {
    const filter = { device, afterSeq, inForce: !all }
    const { items, next_cursor } = await store.listCrossings(filter, page)
    const named = items.map((item) => createCrossingResource(item, directory.find(item.device)))
    return { items: named, next_cursor }
  },
})
