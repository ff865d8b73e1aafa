import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { kinds } from '#domain/kinds/index.ts'
import { systemClock } from '#domain/operation/clock.ts'
import { startSqliteStore } from '#store/sqlite/start.ts'
import type { ScenarioResult } from '../result.ts'
import { fillStore } from './fill-store.ts'
import type { Setting } from './setting.ts'

const gauges = 100
const perHour = 6 * gauges
/** Readings in all; a city of 100 gauges makes ten million in two years. */
const sizes = { smoke: 100_000, usual: 10_000_000, full: 10_000_000 }
/** One moment in so many had a second message, which hid the rain of the first. */
const momentsPerSecond = 50

/** What 0.1.0 left of a second message: the first is an older version, and the row the second alone. */
const hideRain = `
  BEGIN;
  INSERT INTO reading_revision
      (kind_no, device_no, ts, version, received_ts, seq, origin, flag, "values")
    SELECT kind.no, _device, ts, 0, _received_ts, seq, _origin, _flag,
      json_object('rain_mm', rain_mm, 'rain_window_s', rain_window_s)
    FROM reading_flood JOIN kind ON kind.id = 'flood'
    WHERE (ts / 600000) % ${momentsPerSecond} = 0;
  UPDATE reading_flood SET _version = 1, rain_mm = NULL, rain_window_s = NULL
    WHERE (ts / 600000) % ${momentsPerSecond} = 0;
  INSERT INTO fold VALUES (1, -1, -1, -1, 0, 0, NULL, NULL);
  COMMIT`

/** How long the first start after an update takes, whose readings are joined moment by moment. */
export async function* runUpgrade(setting: Setting): AsyncGenerator<ScenarioResult> {
  const folder = join(setting.folder, 'upgrade')
  mkdirSync(folder)
  try {
    const devices = Array.from({ length: gauges }, (_, i) => `gauge-${i}`)
    const hours = Math.ceil(sizes[setting.effort.name] / perHour)
    const filling = { folder, devices, hours, hoursOfFirst: hours, toTs: Date.now() }
    const rows = await fillStore(filling)
    const db = new DatabaseSync(join(folder, 'readings.db'))
    db.exec(`PRAGMA synchronous = OFF; ${hideRain}; PRAGMA wal_checkpoint(TRUNCATE)`)
    db.close()

    const startedMs = performance.now()
    let keys = 0
    const onUpgrade = (progress: { keys: number }) => {
      keys = progress.keys
    }
    const common = { folder, kinds, timeZone: 'Asia/Tokyo', clock: systemClock }
    const store = await startSqliteStore({ ...common, onUpgrade })
    const seconds = (performance.now() - startedMs) / 1000
    await store.close()
    const { hidden, regained } = countAfter(folder)
    yield {
      name: 'first start after an update',
      setting: `${rows} readings, ${keys} moments of two messages`,
      figures: [
        { name: 'readings joined', value: seconds, unit: 's' },
        { name: 'a moment', value: (seconds * 1e6) / keys, unit: 'µs' },
      ],
      broken: [
        ...(hidden > 0 ? [`${hidden} readings still hide their rain`] : []),
        ...(regained !== keys ? [`${regained} of ${keys} are told`] : []),
      ],
      rounds: [{ rows, keys, seconds }],
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function countAfter(folder: string): { hidden: number; regained: number } {
  const db = new DatabaseSync(join(folder, 'readings.db'), { readOnly: true })
  const count = (sql: string) => Number(db.prepare(sql).get()?.['n'])
  const hidden = count('SELECT count(*) AS n FROM reading_flood WHERE rain_mm IS NULL')
  const regained = count('SELECT count(*) AS n FROM regained')
  db.close()
  return { hidden, regained }
}
