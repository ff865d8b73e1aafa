import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { systemClock } from '#domain/operation/clock.ts'
import { kinds } from '#domain/kinds/index.ts'
import { loadFaults } from '#simulators/faults/load-faults.ts'
import { startFleet } from '#simulators/fleet/start.ts'
import { readTruth } from '#simulators/score/read-truth.ts'
import { hour, inashiki } from '../inashiki.ts'
import { startListeningBroker } from '../listening-broker.ts'
import type { Heard } from '../listening-broker.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'outage-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const saidBy = (heard: readonly Heard[], device: string) =>
  heard
    .filter(({ client }) => client === device)
    .map(({ topic, payload }) => ({ topic, said: JSON.parse(payload) as unknown }))

/** Two hours in six seconds; one device's area has no network for the hour in the middle. */
it('a carrier outage breaks connections, and devices empty their memory in arrays afterwards', async () => {
  const broker = await startListeningBroker()
  const [faultsFile, truthFile] = [join(folder, 'faults.json'), join(folder, 'truth.jsonl')]
  const circle = { lat: 35.963, lon: 140.327, radius_m: 2_000 }
  const outage = { type: 'outage', circle, from: 'start+30m', for: '1h' }
  writeFileSync(faultsFile, JSON.stringify({ version: 1, faults: [outage] }))
  const fleet = startFleet({
    city: inashiki,
    kinds,
    credentials: new Map(['gauge-edosaki', 'gauge-dejima'].map((id) => [id, 'token'])),
    url: broker.url,
    scenario: 'normal',
    seed: 3,
    speed: 1_200,
    durationMs: 2 * hour,
    joinWithinMs: 0,
    faults: { loaded: loadFaults(faultsFile), truthFile },
    clock: systemClock,
    onTrouble: () => undefined,
  })
  await fleet.done
  await fleet.close()
  await broker.close()

  const cut = saidBy(broker.heard, 'gauge-edosaki')
  const statuses = cut.filter(({ topic }) => topic.endsWith('/status')).map(({ said }) => said)
  // Comes; the broker says its Will; comes back; says goodbye.
  expect(statuses).toEqual([true, false, true, false].map((online) => ({ online })))
  const near = saidBy(broker.heard, 'gauge-dejima').filter(({ topic }) => topic.endsWith('/status'))
  expect(near.map(({ said }) => said)).toEqual([{ online: true }, { online: false }])

  const late = readTruth(truthFile).touches.map(({ ts }) => ts)
  expect(late.length).toBe(60)
  const backAt = cut.findLastIndex(({ said }) => JSON.stringify(said) === '{"online":true}')
  const afterwards = cut.slice(backAt).filter(({ topic }) => topic.endsWith('/reading'))
  // What was on its way when the line went comes first, alone and unchanged; then what piled up.
  const kept = afterwards
    .map(({ said }) => said)
    .filter((said) => Array.isArray(said))
    .flat() as { ts: number }[]
  expect(kept.map(({ ts }) => ts)).toEqual(expect.arrayContaining(late))
  const seqs = cut
    .filter(({ topic }) => topic.endsWith('/reading'))
    .flatMap(({ said }) => [said].flat() as { seq: number }[])
    .map(({ seq }) => seq)
  expect([...new Set(seqs)]).toEqual([...new Set(seqs)].map((_, index) => index))
  expect(readFileSync(truthFile, 'utf8').split('\n').length).toBe(1 + 1 + 60 + 1)
})
