import type { Needs } from '#domain/access/capabilities.ts'
import type { ClientToServerEvents, ServerToClientEvents } from '#domain/wire/live.ts'

/**
 * What each event of the live stream needs of whoever sends or gets it. An event without a line
 * here does not compile. Of devices, everybody gets those of the kinds that they may read.
 */
export const liveNeeds = {
  watch: 'public.read',
  devices: 'public.read',
  crossings: 'public.read',
  reload: 'public.read',
  beat: 'public.read',
  health: 'city.read',
} as const satisfies Record<keyof (ClientToServerEvents & ServerToClientEvents), Needs>
