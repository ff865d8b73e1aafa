import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** Time of the first reading; the last one is of 25 minutes later. */
export const oldCityTs = Date.UTC(2026, 10, 1)

/** A hidden moment of farm-1 every minute before `oldCityTs`: more than two steps of the upgrade. */
export const hiddenMoments = 2_500

/**
 * Lays down the data folder of a small city as 0.1.0 left it when it was killed: readings of one
 * moment that hide each other, a wrong clock, an alarm that stands, events, a quarantined payload,
 * and a journal that is longer than what the board has saved. 0.1.0 itself has written it; only the
 * hidden moments were made up.
 */
export function layDownOldCity(folder: string): void {
  mkdirSync(folder, { recursive: true })
  for (const name of ['readings', 'registry']) {
    const db = new DatabaseSync(join(folder, `${name}.db`))
    db.exec(readFileSync(new URL(`city-0.1.0/${name}.sql`, import.meta.url), 'utf8'))
    if (name === 'readings') db.exec(hideMoments)
    db.close()
  }
}

const hideMoments = `
  CREATE TEMP TABLE moment AS
    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${hiddenMoments})
    SELECT ${oldCityTs} - 60000 * i AS ts FROM n;
  INSERT INTO reading_revision
    SELECT 4, 4, ts, 0, ts + 40, NULL, NULL, 0, 1, NULL, '{"soil_moisture_pct":30}' FROM moment;
  INSERT INTO reading_farm (_bucket, _device, ts, _received_ts, _origin, _flag, _nulls, _version,
      air_temp_c)
    SELECT ts / 3600000, 4, ts, ts + 60, 0, 1, 0, 1, 17 FROM moment;
  UPDATE tally SET n = n + ${hiddenMoments} WHERE name = 'reading/farm'`
