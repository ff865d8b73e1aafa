import { signal } from '@preact/signals'
import type { ServerClockDoubt } from '#domain/wire/health.ts'

/** Why the server's own clock may be behind, as it said last; null while nothing points to that. */
export const clockDoubt = signal<ServerClockDoubt | null>(null)
