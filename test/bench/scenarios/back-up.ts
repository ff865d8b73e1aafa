import { readdirSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Figure } from '../result.ts'
import { runCommand } from '../run-command.ts'
import type { BenchCity } from '../servers/city.ts'

/** Copies a running city away and back, as a person would, and counts what came back. */
export async function backUpAndRestore(
  city: BenchCity,
): Promise<{ figures: Figure[]; broken: string[] }> {
  const dataFolder = dirname(city.folder)
  const backups = join(dataFolder, 'backups')
  const restored = join(dataFolder, 'restored')
  try {
    const startedMs = performance.now()
    await runCommand('commands/backup/main.ts', ['--to', backups, '--live'], {
      DATA_DIR: dataFolder,
    })
    const backedUpMs = performance.now()
    const [name = ''] = readdirSync(backups)
    await runCommand('commands/restore/main.ts', [join(backups, name), '--to', restored])
    const restoredMs = performance.now()
    const count = countRows(join(restored, 'live'))
    const expected = countRows(city.folder)
    return {
      figures: [
        {
          name: 'backup of the running city, read back',
          value: (backedUpMs - startedMs) / 1000,
          unit: 's',
        },
        {
          name: 'restore, checked by digest',
          value: (restoredMs - backedUpMs) / 1000,
          unit: 's',
        },
      ],
      broken: count === expected ? [] : [`${count} of ${expected} readings were restored`],
    }
  } finally {
    for (const folder of [backups, restored]) rmSync(folder, { recursive: true, force: true })
  }
}

/** The rows themselves, not what a table says about them. */
function countRows(folder: string): number {
  const db = new DatabaseSync(join(folder, 'readings.db'), { readOnly: true })
  try {
    return Number(db.prepare('SELECT count(*) AS rows FROM reading_flood').get()?.['rows'])
  } finally {
    db.close()
  }
}
