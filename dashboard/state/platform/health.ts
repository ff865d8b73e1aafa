import { signal } from '@preact/signals'
import type { HealthResource } from '#domain/wire/health.ts'

/** The newest state of the platform; written by `live.ts` while the status page is open. */
export const health = signal<HealthResource | null>(null)
