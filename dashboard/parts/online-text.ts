import type { CityDevice } from '../logic/device/city-device.ts'
import { format, words } from '../state/preferences.ts'
import { now } from '../state/server-clock.ts'

/** Whether a device is connected, in words; of a bridged one when its last uplink came. */
export function onlineText(device: CityDevice): string {
  const { panel } = words.value
  const { online, online_since_ts: sinceTs, last_uplink_ts: uplinkTs } = device
  const timeOf = (ts: number) => format.value.time(ts, now.peek())
  if (uplinkTs !== null) return panel.lastUplink(timeOf(uplinkTs))
  if (online === null) return panel.onlineNull
  const state = online ? panel.onlineTrue : panel.onlineFalse
  return sinceTs === null ? state : panel.onlineSince(state, timeOf(sinceTs))
}
