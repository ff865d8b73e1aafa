import Type from 'typebox'
import { alarm } from '#domain/wire/alarm.ts'
import { listRoute } from '../query/list-route.ts'

/** `/v1/alarms`: episodes at a gauge, from leaving level 0 to coming back to it. */
export const alarmRoutes = listRoute({
  path: '/v1/alarms',
  needs: 'city.read',
  summary: 'Episodes above a threshold, newest first',
  tag: 'alarms',
  item: alarm,
  filter: { condition: Type.Optional(alarm.properties.condition) },
  pageSize: 100,
  list: ({ ingest }, { condition }, page) => ingest.alarms.list({ condition, ...page }),
})
