import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openAccounts } from '#accounts/open.ts'
import { openAccountTables } from '#store/accounts/open-tables.ts'
import { verifyActs } from '#store/accounts/verify-acts.ts'
import type { Act } from '#domain/access/act.ts'
import { systemClock } from '#domain/operation/clock.ts'
import { byCommand, makeFile } from './open-test-accounts.ts'

const act = (ts: number): Act => ({
  ts,
  act: 'person_changed',
  by: byCommand,
  subject: { id: `p-${ts % 7}`, name: '田中' },
  before: { roles: ['viewer'] },
  after: { roles: ['officer'] },
})

function fill(entries: number): string {
  const file = makeFile()
  const tables = openAccountTables(file)
  tables.write((change) => {
    for (let ts = 1; ts <= entries; ts += 1) change.append(act(ts))
  })
  tables.close()
  return file
}

function spoil(file: string, ...statements: string[]): void {
  const db = new DatabaseSync(file)
  for (const sql of statements) db.exec(sql)
  db.close()
}

describe('the record of what people did', () => {
  it('of 100,000 entries shows one that was edited, taken away or moved', () => {
    const file = fill(100_000)
    const { head, ...whole } = verifyActs(file)
    expect(whole).toEqual({ entries: 100_000, pruned: 0, brokenAt: null, reason: null })
    const db = new DatabaseSync(file)
    /** What the verifier says while the damage lasts. */
    const judge = (damage: string, undo: string) => {
      db.exec(damage)
      const { brokenAt, reason } = verifyActs(file, head)
      db.exec(undo)
      return [brokenAt, reason]
    }
    const replaced = (one: string, other: string) =>
      `UPDATE act SET entry = replace(entry, '${one}', '${other}') WHERE seq = 54321`
    const edit = replaced('officer', 'admin')
    expect(judge(edit, replaced('admin', 'officer'))).toEqual([54_321, 'changed'])
    const takeAway = (where: string) => [
      `CREATE TEMP TABLE kept AS SELECT * FROM act WHERE ${where};
       DELETE FROM act WHERE ${where}`,
      `INSERT INTO act SELECT * FROM kept; DROP TABLE kept`,
    ]
    const [one = '', oneBack = ''] = takeAway('seq = 70000')
    expect(judge(one, oneBack)).toEqual([70_000, 'missing'])
    const [end = '', endBack = ''] = takeAway('seq > 99990')
    expect(judge(end, endBack)).toEqual([99_991, 'end_missing'])
    const move = `UPDATE act SET seq = 0 WHERE seq = 500; UPDATE act SET seq = 500 WHERE seq = 501;
      UPDATE act SET seq = 501 WHERE seq = 0`
    expect(judge(move, move)).toEqual([500, 'changed'])
    db.close()
    expect(verifyActs(file, head).reason).toBeNull()
  })

  it('that was written anew as a whole does not hold the head that somebody noted', () => {
    const [one, other] = [fill(20), fill(19)]
    expect(verifyActs(one).reason).toBeNull()
    expect(verifyActs(one, verifyActs(other).head).reason).toBeNull()
    spoil(other, `UPDATE act SET entry = '{}'`)
    expect(verifyActs(fill(3), verifyActs(one).head).reason).toBe('noted_head_missing')
  })

  it('shows any change of any entry', () => {
    const file = fill(50)
    const columns = fc.constantFrom('entry', 'hash')
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), columns, fc.string(), (seq, column, text) => {
        const db = new DatabaseSync(file)
        const row = db.prepare('SELECT * FROM act WHERE seq = ?').get(seq)
        const put = db.prepare(`UPDATE act SET ${column} = ? WHERE seq = ?`)
        put.run(column === 'hash' ? Buffer.from(text) : text, seq)
        expect(verifyActs(file).brokenAt).toBe(seq)
        put.run(row?.[column] ?? null, seq)
        db.close()
      }),
      { numRuns: 30 },
    )
    expect(verifyActs(file).reason).toBeNull()
  })

  it('goes on as a chain after its oldest entries are deleted for their age, and tells of it', () => {
    const file = fill(12_000)
    const accounts = openAccounts({ file, clock: systemClock })
    expect(accounts.pruneActs(11_001)).toBe(11_000)
    expect(accounts.pruneActs(11_001)).toBe(0)
    expect(accounts.listActs({ limit: 3 })).toMatchObject([
      { act: 'acts_pruned', by: { sort: 'platform' }, after: { entries: 1_000, up_to: 11_000 } },
      { act: 'acts_pruned', after: { up_to: 10_000 } },
      { act: 'acts_pruned', after: { up_to: 5_000 } },
    ])
    expect(verifyActs(file)).toMatchObject({ entries: 1_003, pruned: 11_000, reason: null })
    accounts.close()
    const db = new DatabaseSync(file)
    // Whoever moves the beginning by hand leaves no act about it.
    db.exec(`INSERT OR REPLACE INTO act_anchor SELECT 1, seq, hash FROM act WHERE seq = 11500;
      DELETE FROM act WHERE seq <= 11500`)
    db.close()
    expect(verifyActs(file)).toMatchObject({ brokenAt: 11_500, reason: 'beginning_missing' })
  })

  it('can be deleted as a whole, and the next entry still follows', () => {
    const file = fill(3)
    const accounts = openAccounts({ file, clock: systemClock })
    expect(accounts.pruneActs(systemClock.now())).toBe(3)
    expect(accounts.listActs({ limit: 9 })).toMatchObject([{ seq: 4, act: 'acts_pruned' }])
    accounts.close()
    expect(verifyActs(file)).toMatchObject({ entries: 1, pruned: 3, reason: null })
  })

  it('agrees with what was done, wherever the process was killed', async () => {
    const file = makeFile()
    const program = join(import.meta.dirname, 'add-until-killed.ts')
    const acknowledged: string[] = []
    for (const run of ['a', 'b', 'c']) {
      const child = spawn(process.execPath, [program, file, run])
      let printed = ''
      await new Promise<void>((enough) => {
        child.stdout.on('data', (data: Buffer) => {
          printed += data.toString()
          if (printed.split('\n').length > 10) enough()
        })
      })
      const ended = once(child, 'exit')
      child.kill('SIGKILL')
      await ended
      acknowledged.push(...printed.split('\n').slice(0, -1))
    }
    const accounts = openAccounts({ file, clock: systemClock })
    const keys = accounts.listKeys().map(({ name }) => name)
    const acts = accounts.listActs({ limit: 10_000 }).map(({ subject }) => subject?.name)
    accounts.close()
    expect(new Set(acts)).toEqual(new Set(keys))
    expect(acts).toHaveLength(keys.length)
    expect(acknowledged.filter((name) => !keys.includes(name))).toEqual([])
    expect(verifyActs(file).reason).toBeNull()
  })
})
