import { liveAndDie } from '../load/dead-city.ts'
import type { Scenario } from '../runner/scenario.ts'
import { describeLogs, meetDamagedLog, type LogRound } from './f09-log.ts'
import { describeMains, meetDamagedMain, saveAndClose, type MainRound } from './f09-main.ts'

/** Each city lives once and is found dead with so many damaged logs and databases. */
const efforts = {
  glance: { lives: 1, logs: 5, mains: 1 },
  short: { lives: 2, logs: 5, mains: 1 },
  full: { lives: 50, logs: 20, mains: 4 },
}

/** Bits turn, sectors and pages vanish while nobody looks; the next start has to say it. */
export const damage: Scenario = {
  id: 'F09',
  title: 'damage to the log and to the database, found before they are opened',
  async run(setting) {
    const { lives, logs, mains } = efforts[setting.effort]
    const ofLogs: LogRound[] = []
    const ofMains: MainRound[] = []
    for (let life = 0; life < lives; life++) {
      setting.tellProgress(`${life} of ${lives} cities`)
      const city = await liveAndDie(setting, `city-${life}`)
      const dead = city.keep()
      for (let n = 0; n < logs; n++) ofLogs.push(await meetDamagedLog(setting, { city, dead }, n))
      const saved = await saveAndClose(city, dead)
      for (let n = 0; n < mains; n++) ofMains.push(await meetDamagedMain(setting, city, saved))
      await city.remove()
    }
    return { figures: [...describeLogs(ofLogs), ...describeMains(ofMains)] }
  },
}
