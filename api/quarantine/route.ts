import { quarantineResource } from '#domain/wire/quarantine.ts'
import { listRoute } from '../query/list-route.ts'
import { deviceFilter } from '../query/schemas.ts'

/** `/v1/quarantine`: what could not be stored as a reading, with the reason and the text itself. */
export const quarantineRoutes = listRoute({
  path: '/v1/quarantine',
  needs: 'quarantine.read',
  summary: 'Refused payloads with their reasons, newest first',
  tag: 'operation',
  item: quarantineResource,
  filter: { device: deviceFilter },
  pageSize: 100,
  list: ({ store }, filter, page) => store.listQuarantine(filter, page),
})
