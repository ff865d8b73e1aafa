import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Figure } from '#test/bench/result.ts'
import type { DeadCity, Snapshot } from '../load/dead-city.ts'
import { thresholdM } from '../load/gauges.ts'
import { none } from '../load/none.ts'
import { findToldLoss, isAlarm, type ToldLoss } from '../load/told-loss.ts'
import { damageLog, damages } from '../rigs/damage-log.ts'
import type { Setting } from '../runner/scenario.ts'

const logName = 'readings.db-wal'
/** How one start on a damaged log went. */
export interface LogRound {
  damage: string
  /** Acknowledged readings that are gone. */
  lost: number
  isTold: boolean
  isAlarm: boolean
  /** Of the lost ones: acknowledged or sent where no loss was told. */
  outside: number
  isKept: boolean
}

/** Starts on a log that was damaged in its n-th way. */
export async function meetDamagedLog(
  setting: Setting,
  { city, dead }: { city: DeadCity; dead: Snapshot },
  n: number,
): Promise<LogRound> {
  const damage = damages[n % damages.length] as (typeof damages)[number]
  dead.layOut()
  const log = join(city.folder, logName)
  damageLog(log, damage, setting.random)
  const damaged = readFileSync(log)
  const server = await city.start()
  const told = findToldLoss(server.output())
  await server.kill()
  const { lost, examples } = await city.checker.compare({
    folder: city.folder,
    crossing: [],
    thresholdM,
    examplesMax: city.told.size,
    // Only what is lost of the readings is looked at: the journal went with the log.
    journalMayBePruned: true,
  })
  const kept = told?.kept_as && join(city.folder, told.kept_as)
  return {
    damage: damage.name,
    lost,
    isTold: told !== undefined,
    isAlarm: isAlarm(told),
    outside: told ? examples.filter((key) => !isWithin(told, city.told.get(key))).length : 0,
    isKept: !!kept && existsSync(kept) && readFileSync(kept).equals(damaged),
  }
}

/** It was committed between the two. */
function isWithin(
  { lost_after, lost_before }: ToldLoss,
  times?: { sentTs: number; ackedTs: number },
) {
  if (!times || lost_after === null) return false
  return Date.parse(lost_after) <= times.ackedTs && times.sentTs <= Date.parse(lost_before)
}

export function describeLogs(rounds: readonly LogRound[]): Figure[] {
  const lossy = rounds.filter(({ lost }) => lost > 0)
  const told = rounds.filter(({ isTold }) => isTold)
  // Without a loss there is nothing to tell, and the scenario proves nothing. Two in three lose some.
  const target = { atLeast: Math.ceil(rounds.length / 4) }
  const goneAfter = damages.map(({ name }): Figure => {
    const value = lossy.filter(({ damage }) => damage === name).length
    return { name: `of these after ${name}`, value, unit: '' }
  })
  return [
    { name: 'damaged logs', value: rounds.length, unit: '' },
    { name: 'of them with acknowledged data gone', value: lossy.length, unit: '', target },
    ...goneAfter,
    none('silent loss', lossy.filter(({ isTold }) => !isTold).length),
    none('loss without an alarm', lossy.filter((one) => one.isTold && !one.isAlarm).length),
    none(
      'lost readings outside the time that is told',
      lossy.reduce((sum, { outside }) => sum + outside, 0),
    ),
    none('damaged logs that were not kept', told.filter(({ isKept }) => !isKept).length),
    // A kill between a commit and its acknowledgement, which no device can miss.
    {
      name: 'alarms for commits that no device was told of',
      value: told.filter((one) => one.isAlarm && one.lost === 0).length,
      unit: '',
    },
  ]
}
