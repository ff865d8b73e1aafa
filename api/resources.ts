import { alarmRoutes } from './alarms/route.ts'
import { auditRoutes } from './audit/route.ts'
import { amountRoutes } from './amounts/route.ts'
import type { AddRoutes } from './app-type.ts'
import { baseMapRoutes } from './base-map/route.ts'
import { cityRoutes } from './city/route.ts'
import { commandRoutes } from './commands/route.ts'
import { dashboardRoutes } from './dashboard/route.ts'
import { deviceRoutes } from './devices/route.ts'
import { factRoutes } from './facts/route.ts'
import { gapRoutes } from './gaps/route.ts'
import { healthRoutes } from './health/route.ts'
import { historyRoutes } from './history/route.ts'
import { keyRoutes } from './keys/route.ts'
import { changeRoutes } from './inventory/change-routes.ts'
import { deviceCareRoutes } from './inventory/device-routes.ts'
import { importRoutes } from './inventory/import-route.ts'
import { inventoryRoutes } from './inventory/list-route.ts'
import { thresholdRoutes } from './inventory/threshold-routes.ts'
import { kindRoutes } from './kinds/route.ts'
import { messageRoutes } from './messages/route.ts'
import { metricRoutes } from './metrics/route.ts'
import { openapiRoutes } from './openapi/route.ts'
import { peopleRoutes } from './people/route.ts'
import { probeRoutes } from './probes/route.ts'
import { readingRoutes } from './readings/route.ts'
import { receiveRoutes } from './receive/route.ts'
import { demoRoutes } from './session/demo-route.ts'
import { openSessionRoutes } from './session/open-sessions.ts'
import { passwordRoutes } from './session/password-route.ts'
import { sessionRoutes } from './session/route.ts'
import { setUpRoutes } from './session/set-up-route.ts'

/** Everything that is answered here: one line a resource. */
export const resources: readonly AddRoutes[] = [
  // First, so that it measures the others.
  metricRoutes,
  probeRoutes,
  openapiRoutes,
  sessionRoutes,
  setUpRoutes,
  demoRoutes,
  passwordRoutes,
  openSessionRoutes,
  peopleRoutes,
  keyRoutes,
  auditRoutes,
  cityRoutes,
  baseMapRoutes,
  kindRoutes,
  deviceRoutes,
  inventoryRoutes,
  deviceCareRoutes,
  thresholdRoutes,
  changeRoutes,
  importRoutes,
  readingRoutes,
  amountRoutes,
  historyRoutes,
  receiveRoutes,
  commandRoutes,
  gapRoutes,
  factRoutes,
  alarmRoutes,
  messageRoutes,
  healthRoutes,
  dashboardRoutes,
]
