import { signal } from '@preact/signals'
import type { PulseState } from '#domain/wire/health.ts'

/** Whether what devices send comes through to us, as the server said last; null before that. */
export const pulse = signal<PulseState | null>(null)
