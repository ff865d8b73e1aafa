import type { HealthResource } from '#domain/resources.ts'

/** What the live stream counts about itself. */
export type LiveStats = HealthResource['live']
