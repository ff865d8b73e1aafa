import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { systemClock } from '#domain/operation/clock.ts'
import { kinds } from '#domain/kinds/index.ts'
import { openInventory } from '#inventory/open.ts'
import { verifyActs } from '#store/accounts/verify-acts.ts'
import { gauge, openHeart } from '#test/heart/open-heart.ts'
import { timeZone } from './people-and-gauge.ts'

const linesMin = 10
const program = join(import.meta.dirname, 'set-until-killed.ts')

/** What the process answered until it was killed: number of the act, and the threshold. */
async function runUntilKilled(folder: string): Promise<[act: number, caution: number][]> {
  const child = spawn(process.execPath, [program, folder], { stdio: ['ignore', 'pipe', 'inherit'] })
  let printed = ''
  await new Promise<void>((enough) => {
    child.stdout.on('data', (data: Buffer) => {
      printed += data.toString()
      if (printed.split('\n').length > linesMin) enough()
    })
  })
  const ended = once(child, 'exit')
  child.kill('SIGKILL')
  await ended
  const lines = printed.split('\n').slice(0, -1)
  return lines.map((line) => line.split(' ').map(Number) as [number, number])
}

it('a change is made once or not at all, and act, threshold and alarm agree after every kill', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'machimori-kill-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const answered: [number, number][] = []
  for (let kill = 0; kill < 3; kill += 1) answered.push(...(await runUntilKilled(folder)))

  const heart = await openHeart({ folder })
  const { registry } = heart
  const inventory = openInventory({ registry, clock: systemClock, kinds, timeZone })
  const acts = inventory.listChanges(gauge.id, { limit: 10_000 })
  const byNumber = new Map(acts.map(({ seq, after }) => [seq, after?.['caution']]))
  for (const [act, caution] of answered) expect(byNumber.get(act)).toBe(caution)
  expect(verifyActs(join(folder, 'registry.db')).reason).toBeNull()

  const [newest] = acts
  const caution = registry.find(gauge.id)?.thresholds?.caution
  expect(newest?.after?.['caution']).toBe(caution)
  expect(inventory.listThresholds(gauge.id)[0]).toMatchObject({
    state: 'in_force',
    version: newest?.after?.['version'],
  })
  const level = caution === 1 ? 2 : 0
  expect(heart.ingest.board.get(gauge.id).level).toBe(level)
  await expect.poll(() => heart.ingest.alarms.highest()).toBe(level)
  await heart.stop()
})
