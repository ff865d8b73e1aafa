import type { Scenario } from '../runner/scenario.ts'
import { killed } from './f01-kill.ts'
import { longLog } from './f05-long-log.ts'
import { powerCut, powerCutControl } from './f05-power-cut.ts'
import { archiveAway } from './f06-archive-away.ts'
import { diskFull } from './f07-disk-full.ts'
import { badSync } from './f08-fsync.ts'
import { lostPages, lostPagesControl } from './f08-lost-pages.ts'
import { damage } from './f09-damage.ts'
import { wallClock } from './f10-wall-clock.ts'
import { deviceClock, restlessDevice } from './f11-device-clock.ts'
import { halfOpen } from './f13-half-open.ts'
import { frozenBrowsers } from './f14-frozen-browsers.ts'
import { frozenSubscriber } from './f15-frozen-subscriber.ts'
import { reconnectStorm } from './f16-reconnect-storm.ts'
import { overload } from './f17-overload.ts'
import { packetFuzz } from './f18-fuzz.ts'
import { oversized } from './f19-oversized.ts'
import { retainedPoisoning, takeover, topicInjection } from './f20-intruders.ts'
import { blockedLoop } from './f24-blocked-loop.ts'
import { upgrade, upgradeOnFullDisk } from './f25-upgrade.ts'
import { badLine } from './f26-bad-line.ts'
import { simulatedFaults } from './simulated-faults.ts'

/** In the order in which they run. */
export const scenarios: readonly Scenario[] = [
  killed,
  powerCut,
  powerCutControl,
  longLog,
  archiveAway,
  diskFull,
  badSync,
  lostPages,
  lostPagesControl,
  damage,
  wallClock,
  deviceClock,
  restlessDevice,
  halfOpen,
  frozenBrowsers,
  frozenSubscriber,
  reconnectStorm,
  overload,
  packetFuzz,
  oversized,
  topicInjection,
  retainedPoisoning,
  takeover,
  blockedLoop,
  upgrade,
  upgradeOnFullDisk,
  badLine,
  simulatedFaults,
]
