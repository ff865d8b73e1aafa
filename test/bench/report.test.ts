import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { describeEnvironment } from './environment.ts'
import { formatReport } from './report.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'machimori-bench-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const result = {
  name: 'ingest',
  setting: '100 connections',
  figures: [
    { name: 'readings', value: 25_400, unit: '/s', target: { atLeast: 25_000 } },
    { name: 'latency', value: 61, unit: 'ms', target: { atMost: 50 } },
  ],
  broken: ['one reading was not stored'],
  rounds: [],
}
const run = () => ({
  at: '2026-11-29T00:00:00.000Z',
  effort: 'usual',
  environment: describeEnvironment(folder),
})

it('a report begins with the hardware, the versions and the durability it was measured with', () => {
  const [head = ''] = formatReport(run(), [result]).split('###')
  expect(head).toContain('| date | 2026-11-29T00:00:00.000Z, revision ')
  expect(head).toContain(`× ${cpus()[0]?.model}, `)
  expect(head).toMatch(
    /\| software \| Node \d+\.\d+\.\d+, SQLite 3\.[\d.]+, Aedes \d.*, Socket\.IO \d/,
  )
  // What the store's own connection answers: FULL is what makes an acknowledgement mean the disk.
  expect(head).toContain('| durability | SQLite journal_mode=wal, synchronous=FULL: ')
  expect(head).not.toContain('undefined')
})

it('the tables follow, with what was missed and what was broken', () => {
  const report = formatReport(run(), [result])
  expect(report).toContain('| readings | 25,400 /s | ≥ 25,000 | ✓ |')
  expect(report).toContain('| latency | 61 ms | ≤ 50 | ✗ missed |')
  expect(report).toContain('**Broken:** one reading was not stored')
})

it('to ask for them leaves nothing behind', () => {
  run()
  expect(readdirSync(folder)).toEqual([])
})
