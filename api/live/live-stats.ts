import type { HealthResource } from '#domain/wire/health.ts'

/** What the live stream counts about itself. */
export type LiveStats = HealthResource['live']
