import type { Clock } from '#domain/operation/clock.ts'
import type { Kind } from '#domain/kinds/kind.ts'
import type { Board } from '#views/board.ts'
import type { Registry } from '#store/registry/registry.ts'
import type { DataFolder } from '#store/data-folder.ts'
import { startFleetProcess, type FleetProcess } from './fleet-process.ts'
import { issueSimulatedSecrets } from './simulated-devices.ts'
import { findSince, keepStormPeak } from './simulated-past.ts'
import type { Log } from '#domain/operation/log.ts'
import type { CityOptions } from '../city-options.ts'

interface DemoFleetOptions {
  demo: NonNullable<CityOptions['demo']>
  folder: DataFolder
  registry: Registry
  cityFolder: string
  brokerUrl: string
  log: Log
  /** What the city knows already, from an earlier run. */
  board: Pick<Board, 'list'>
  kinds: readonly Kind[]
  clock: Clock
}

/** Gives the simulated devices their secrets and, with a scenario, starts them. */
export function startDemoFleet(options: DemoFleetOptions): FleetProcess | undefined {
  const { demo, folder, registry, cityFolder, brokerUrl, log, board, kinds, clock } = options
  const { scenario, atMs, faults } = demo
  const credentialsFile = folder.file('simulated-devices.json')
  issueSimulatedSecrets(registry, registry.list(), credentialsFile)
  if (scenario === null) return undefined
  const truthFile = folder.file('simulated-faults.jsonl')
  const isStorm = scenario === 'storm'
  return startFleetProcess({
    cityFolder,
    credentialsFile,
    brokerUrl,
    scenario,
    sinceTs: findSince(board, kinds),
    stormPeakTs: isStorm
      ? keepStormPeak(folder.file('simulated-storm.json'), { nowTs: clock.now(), atMs })
      : undefined,
    ...(faults !== undefined && { faults: { source: faults, truthFile } }),
    log: (line) => log('info', line, { from: 'simulated devices' }),
  })
}
