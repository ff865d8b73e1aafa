import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmdirSync,
  rmSync,
  statSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { AuditEntry } from '#domain/words/audit.ts'
import type { Clock } from '#domain/operation/clock.ts'
import { openAudit } from '#store/audit/open.ts'

let folder: string
let nowMs: number
const clock: Clock = { now: () => 1_795_000_000_000 + nowMs, monotonicMs: () => nowMs }
const file = () => join(folder, 'audit.jsonl')
const lines = (path = file()) =>
  readFileSync(path, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
const entry = (n: number, address = '203.0.113.5'): AuditEntry => ({
  address,
  who: 'gauge-1',
  code: 'topic_forbidden',
  detail: `attempt ${n}`,
})

beforeEach(() => {
  nowMs = 0
  folder = mkdtempSync(join(tmpdir(), 'machimori-audit-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

describe('the audit', () => {
  it('tells time, source, who, code and detail, in a file for its owner only', async () => {
    const audit = openAudit({ file: file(), clock })
    audit.write(entry(1))
    await audit.close()
    expect(lines()).toEqual([{ time: '2026-11-18T11:06:40.000Z', ...entry(1) }])
    expect(statSync(file()).mode & 0o777).toBe(0o600)
  })

  it('goes on where an earlier run ended', async () => {
    for (const n of [1, 2]) {
      const audit = openAudit({ file: file(), clock })
      audit.write(entry(n))
      await audit.close()
    }
    expect(lines().map(({ detail }) => detail)).toEqual(['attempt 1', 'attempt 2'])
  })

  it('keeps strangers from writing lines or commands of their own', async () => {
    const audit = openAudit({ file: file(), clock })
    const who = '\n{"code":"all_well"}\u001b[2J\u202e\u0000'.padEnd(5_000, 'x')
    audit.write({ ...entry(1), who })
    await audit.close()
    expect(lines()).toHaveLength(1)
    expect(lines()[0]?.['who']).toMatch(/^[^\p{Cc}\p{Cf}]{200}$/u)
    expect(audit.recent()[0]?.who).not.toMatch(/[\p{Cc}\p{Cf}]/u)
  })

  it('shows the newest first, and no more than it was told to', async () => {
    const audit = openAudit({ file: file(), clock, limits: { recent: 3 } })
    for (const n of [1, 2, 3, 4]) audit.write(entry(n))
    expect(audit.recent().map(({ detail }) => detail)).toEqual([
      'attempt 4',
      'attempt 3',
      'attempt 2',
    ])
    expect(audit.recent()[0]).toMatchObject({ who: '203.0.113.5 gauge-1', code: 'topic_forbidden' })
    await audit.close()
  })

  it('lets one source say only so much, and counts the rest in its next line', async () => {
    const audit = openAudit({ file: file(), clock })
    for (let n = 0; n < 1_000; n += 1) audit.write(entry(n))
    audit.write(entry(0, '198.51.100.7'))
    nowMs = 5_000
    audit.write(entry(1_000))
    await audit.close()
    const written = lines()
    expect(written).toHaveLength(20 + 1 + 1)
    expect(written.at(-2)).toMatchObject({ address: '198.51.100.7' })
    expect(written.at(-1)).toMatchObject({ detail: 'attempt 1000', suppressed_before: 980 })
    expect(audit.omitted()).toBe(980)
  })

  it('does not let a stuck device hide what else comes from its address', async () => {
    const audit = openAudit({ file: file(), clock })
    for (let n = 0; n < 1_000; n += 1) audit.write(entry(n))
    audit.write({ ...entry(0), code: 'credential_wrong' })
    await audit.close()
    expect(lines().at(-1)).toMatchObject({ address: '203.0.113.5', code: 'credential_wrong' })
  })

  it('lets all sources together say only so much', async () => {
    const audit = openAudit({ file: file(), clock })
    for (let n = 0; n < 10_000; n += 1) audit.write(entry(n, `2001:db8::${n}`))
    await audit.close()
    expect(lines()).toHaveLength(200)
    expect(audit.omitted()).toBe(9_800)
  })

  it('never grows beyond its files', async () => {
    const limits = { fileBytes: 2_000, burstPerSource: 1e6, burstInAll: 1e6 }
    const audit = openAudit({ file: file(), clock, limits })
    for (let n = 0; n < 200; n += 1) {
      audit.write(entry(n))
      await audit.close()
    }
    expect(readdirSync(folder).toSorted()).toEqual([
      'audit.jsonl',
      'audit.jsonl.1',
      'audit.jsonl.2',
    ])
    for (const name of readdirSync(folder)) {
      expect(statSync(join(folder, name)).size).toBeLessThanOrEqual(2_000)
    }
    expect(lines().at(-1)).toMatchObject({ detail: 'attempt 199' })
    expect(lines(`${file()}.1`).length).toBeGreaterThan(5)
  })

  it('lets the door go on when the disk does not, and tells once that it begins and ends', async () => {
    const told: unknown[] = []
    mkdirSync(file())
    const audit = openAudit({ file: file(), clock, onState: (state) => told.push(state) })
    for (const n of [1, 2]) {
      audit.write(entry(n))
      await audit.close()
    }
    expect(audit.recent()).toHaveLength(2)
    expect(audit.omitted()).toBe(2)
    rmdirSync(file())
    for (const n of [3, 4]) {
      audit.write(entry(n))
      await audit.close()
    }
    expect(lines()).toMatchObject([{ detail: 'attempt 3' }, { detail: 'attempt 4' }])
    expect(told).toEqual([
      { ok: false, detail: expect.stringContaining('EISDIR') as string },
      { ok: true, dropped: 2 },
    ])
  })
})
