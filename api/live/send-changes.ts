import type { Clock } from '#domain/operation/clock.ts'
import type { LiveDevice } from '#domain/wire/live.ts'
import type { DeviceState } from '#views/board.ts'
import { createLiveDevice } from '../devices/feature.ts'
import type { LiveServer } from './live-server.ts'
import { kindsOfView, type Rooms } from './rooms.ts'

/**
 * Sends changed devices to every room that watches their kinds, and says that the room now stands
 * at `seq`. False where nobody watches anything.
 */
export function sendChanges(
  states: readonly DeviceState[],
  seq: number,
  { io, rooms, clock }: { io: LiveServer; rooms: Rooms; clock: Clock },
): boolean {
  const views = rooms.views()
  if (views.size === 0) return false
  const byKind = groupByKind(states)
  for (const view of views) {
    const changes = kindsOfView(view).flatMap((kind) => byKind.get(kind) ?? [])
    if (changes.length === 0) continue
    rooms.dropBacklogged(view)
    // One broadcast to a room is encoded once, however many listen.
    io.to(view).emit('devices', { seq, server_ts: clock.now(), changes })
  }
  return true
}

function groupByKind(states: readonly DeviceState[]): Map<string, LiveDevice[]> {
  const groups = new Map<string, LiveDevice[]>()
  for (const state of states) {
    const group = groups.get(state.device.kind)
    if (group) group.push(createLiveDevice(state))
    else groups.set(state.device.kind, [createLiveDevice(state)])
  }
  return groups
}
