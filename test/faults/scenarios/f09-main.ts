import { renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { systemClock } from '#domain/operation/clock.ts'
import { restoreBackup } from '#store/backup/restore-backup.ts'
import { takeBackup } from '#store/backup/take-backup.ts'
import type { Figure } from '#test/bench/result.ts'
import type { DeadCity, Snapshot } from '../load/dead-city.ts'
import { none } from '../load/none.ts'
import { damageMain } from '../rigs/damage-main.ts'
import type { Setting } from '../runner/scenario.ts'

/** A backup of a dead city, and the city after it was closed in order. */
interface Saved {
  backup: string
  closed: Snapshot
}

export async function saveAndClose(city: DeadCity, dead: Snapshot): Promise<Saved> {
  dead.layOut()
  const { folder: backup } = await takeBackup({
    source: city.folder,
    mode: 'live',
    to: join(city.dataFolder, 'backups'),
    version: 'faults',
    clock: systemClock,
  })
  // So that all of it is in the main file.
  await (await city.start()).close()
  return { backup, closed: city.keep() }
}

/** How one start on a damaged database went. */
export interface MainRound {
  isFound: boolean
  isRestored: boolean
}

/** Damages the main file behind a backup; returns whether it was found, and the backup restored. */
export async function meetDamagedMain(
  { random }: Setting,
  city: DeadCity,
  { backup, closed }: Saved,
): Promise<MainRound> {
  closed.layOut()
  damageMain(join(city.folder, 'readings.db'), random)
  const refusal = await city.start().then(
    () => '',
    (error: Error) => error.message,
  )
  const movedAway = `${city.folder}-damaged`
  renameSync(city.folder, movedAway)
  await restoreBackup(backup, city.folder)
  const exitCode = await (await city.start()).close()
  const { lost } = await city.compare()
  rmSync(movedAway, { recursive: true })
  return { isFound: refusal.includes('npm run restore'), isRestored: exitCode === 0 && lost === 0 }
}

export function describeMains(rounds: readonly MainRound[]): Figure[] {
  return [
    { name: 'damaged databases', value: rounds.length, unit: '' },
    none('damage not found', rounds.filter(({ isFound }) => !isFound).length),
    none('backups that did not bring all back', rounds.filter((one) => !one.isRestored).length),
  ]
}
