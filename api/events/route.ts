import { eventResource } from '#domain/wire/event.ts'
import { listRoute } from '../query/list-route.ts'
import { deviceFilter, rangeFields } from '../query/schemas.ts'
import { parseTimeRange } from '../query/time-range.ts'

/** `/v1/events`: passenger and trip events as they were sent. */
export const eventRoutes = listRoute({
  path: '/v1/events',
  needs: 'city.read',
  summary: 'Passenger and trip events, oldest first',
  tag: 'mobility',
  item: eventResource,
  filter: { ...rangeFields, device: deviceFilter },
  pageSize: 1_000,
  list: ({ store, clock }, { device = null, ...range }, page) =>
    store.listEvents(device, parseTimeRange(range, clock.now()), page),
})
