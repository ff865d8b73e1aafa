import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { copySources } from '#test/support/copy-sources.ts'
import type { Setting } from '../runner/scenario.ts'

/**
 * A migration whose work grows with the data, and that adds a column, a table and an index. The
 * counting makes it last as long as in a city with years of data: a kill has to meet it.
 */
const migration = `
  \`
  ALTER TABLE status ADD COLUMN note TEXT;
  CREATE TABLE upgraded AS SELECT _device, ts, zeroblob(500) AS room FROM reading_flood;
  WITH RECURSIVE step(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM step WHERE n < 2000000)
  SELECT max(n) FROM step;
  CREATE INDEX upgraded_ts ON upgraded (ts);
  UPDATE status SET note = 'upgraded';
  \`,
]
`

/** A measured value more, as a new sensor model brings one. */
const field = `
    flow_m3_s: Type.Optional(
      quantity({
        unit: 'm³/s',
        label: { ja: '流量', en: 'Flow' },
        minimum: -100,
        maximum: 20_000,
        decimals: 1,
      }),
    ),
    battery_v:`

/** What the next version writes on stderr where it begins a step of its migration, and ends it. */
export const migrationWords = { begun: 'migration begun', done: 'migration done' } as const

// At once: the thread that migrates hands over what `console` would say only when it is done.
const tell = (words: string) => `writeSync(2, '${words}\\n')`

function edit(path: string, before: string, after: string): void {
  const text = readFileSync(path, 'utf8')
  if (!text.includes(before)) throw new Error(`${path} has no ${JSON.stringify(before)}`)
  writeFileSync(path, text.replace(before, after))
}

/**
 * The version after this one, as sources that run: one migration and one field more. The present
 * version is its previous one, so every upgrade from here on is played before it exists.
 */
export function createNextVersion({ onEnd }: Setting): string {
  const root = copySources()
  onEnd(() => rmSync(root, { recursive: true, force: true }))
  edit(join(root, 'store/sqlite/tables/schema.ts'), '\n]\n', migration)
  edit(join(root, 'domain/kinds/flood/kind.ts'), '\n    battery_v:', field)
  const migrate = join(root, 'store/migrate.ts')
  const step = 'db.exec(`BEGIN IMMEDIATE'
  edit(migrate, step, `${tell(migrationWords.begun)}; ${step}`)
  edit(migrate, 'COMMIT`)', `COMMIT\`); ${tell(migrationWords.done)}`)
  edit(migrate, '\n\n', "\nimport { writeSync } from 'node:fs'\n\n")
  return root
}
