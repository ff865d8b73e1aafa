import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import type { StoredCrossing } from '#domain/facts/crossing.ts'
import { loadAlarmLog } from '#alarms/alarm-log.ts'
import type { Store } from '#store/store.ts'
import { counter, gauge, openHeart } from './open-heart.ts'

const minute = 60_000
const child = new URL('./raise-until-killed.ts', import.meta.url).pathname

async function listCrossings(store: Store): Promise<StoredCrossing[]> {
  const all: StoredCrossing[] = []
  let cursor: string | undefined
  do {
    const page = await store.listFacts('crossing', { limit: 1_000, cursor })
    all.push(...page.items)
    cursor = page.next_cursor ?? undefined
  } while (cursor !== undefined)
  return all.toReversed()
}

/** Runs the child until it has acknowledged some readings and a random moment more; kills it. */
async function runAndKill(folder: string, first: number): Promise<number> {
  const running = spawn(process.execPath, [child, folder, String(first)])
  let output = ''
  running.stderr.setEncoding('utf8').on('data', (text: string) => (output += text))
  running.stdout.setEncoding('utf8').on('data', (text: string) => (output += text))
  while (!/acked (?:\d+\n[^]*?){5}/.test(output)) {
    if (running.exitCode !== null) throw new Error(output)
    await sleep(5)
  }
  await sleep(Math.random() * 60)
  running.kill('SIGKILL')
  await once(running, 'exit')
  return Math.max(...[...output.matchAll(/acked (\d+)\n/g)].map(([, index]) => Number(index)))
}

describe('after an orderly restart', () => {
  it('everything that was shown is shown again, and judging goes on where it was', async () => {
    let heart = await openHeart()
    const start = Date.now() - 20 * minute
    await heart.send(gauge, [
      { ts: start, seq: 1, level_m: 1.25 },
      { ts: start + minute, seq: 2, level_m: 1.45, mode: 'calm' },
      { ts: start + 2 * minute, seq: 6, level_m: 1.45 },
    ])
    await heart.send(gauge, { online: true }, { channel: 'status' })
    await heart.send(counter, { ts: start, clients: 3, window_s: 300 })
    await expect.poll(() => heart.ingest.alarms.crossingSeq).toBe(1)
    const seen = () => {
      const { board, gaps, alarms } = heart.ingest
      const states = board.list().map(({ changeSeq: _, ...state }) => state)
      return { states, gaps: gaps.list(), alarms: alarms.list({ limit: 9 }) }
    }
    const before = seen()
    expect(before.gaps).toMatchObject([{ missing: 3, received: 3 }, { received: 1 }])

    heart = await heart.reopen()
    expect(seen()).toEqual(before)

    // 1.45 → 1.9 within a minute is a step only for a judge who remembers 1.45.
    await heart.send(gauge, { ts: start + 3 * minute, seq: 7, level_m: 1.9 })
    const { board, alarms } = heart.ingest
    expect(board.get(gauge.id).latest).toMatchObject({ flag: 3, reasons: ['step:level_m'] })
    await expect.poll(() => alarms.crossingSeq).toBe(2)
    expect(alarms.list({ limit: 9 }).items).toMatchObject([{ id: 'gauge-1.1', level: 4 }])
    await heart.close()
  })
})

describe('a gauge that stands at a level', () => {
  it('is still active after a restart, though another flapped since for hours', async () => {
    const heart = await openHeart()
    const start = Date.now() - 29 * minute
    const [calm, flapping] = [
      { ...gauge, id: 'gauge-calm' },
      { ...gauge, id: 'gauge-flapping' },
    ]
    for (const device of [calm, flapping]) heart.registry.add(device)
    await heart.send(calm, [
      { ts: start, level_m: 1.5 },
      { ts: start + minute, level_m: 1.25 },
    ])
    await heart.send(gauge, [
      { ts: start, level_m: 1.35 },
      { ts: start + minute, level_m: 1.54 },
    ])
    const flaps = Array.from({ length: 60 }, (_, index) => ({
      ts: start + index * 20_000,
      level_m: index % 2 === 0 ? 1.35 : 1.2,
    }))
    await heart.send(flapping, flaps)
    await expect.poll(() => heart.ingest.alarms.crossingSeq).toBe(64)
    const active = { limit: 9, condition: 'active' } as const
    const before = heart.ingest.alarms.list(active)
    expect(before.items).toMatchObject([{ device: gauge.id, level: 4, id: 'gauge-1.3' }])

    const loaded = await loadAlarmLog(heart.store, heart.registry, 50)
    expect(loaded.list(active)).toEqual(before)
    expect([loaded.highest(), loaded.crossingSeq]).toEqual([4, 64])
    await heart.close()
  })
})

describe('after kill -9, again and again', () => {
  it('every crossing is there exactly once, in order, and so is every acknowledged reading', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'machimori-kill-'))
    let next = 0
    for (let kill = 0; kill < 6; kill += 1) next = 1 + (await runAndKill(folder, next))

    // The start after a kill commits what the kill cut off.
    const heart = await openHeart({ folder })
    const { items } = await heart.store.listReadings(
      'flood',
      gauge.id,
      { from: 0, to: Date.now() },
      { limit: 10_000 },
    )
    const seqs = items.map(({ seq }) => seq)
    // Three were in flight: what came after the last acknowledgement may be there or not.
    expect(seqs.slice(0, next)).toEqual(Array.from({ length: next }, (_, index) => index))
    const crossings = await listCrossings(heart.store)
    const crossed = items.slice(1).map(({ ts, values }) => ({ ts, value: values['level_m'] }))
    expect(crossings.map(({ ts, value }) => ({ ts, value }))).toEqual(crossed)
    expect(crossings.map(({ crossing_seq }) => crossing_seq)).toEqual(crossed.map((_, i) => i + 1))
    expect(heart.ingest.alarms.crossingSeq).toBe(crossed.length)
    await heart.close()
    rmSync(folder, { recursive: true, force: true })
  })
})
