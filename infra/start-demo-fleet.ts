import type { Registry } from '#store/registry/registry.ts'
import type { DataFolder } from '#store/data-folder.ts'
import { startFleetProcess, type FleetProcess } from './fleet-process.ts'
import { issueSimulatedSecrets } from './simulated-devices.ts'
import type { CityOptions, Log } from './start-city.ts'

interface DemoFleetOptions {
  demo: NonNullable<CityOptions['demo']>
  folder: DataFolder
  registry: Registry
  cityFolder: string
  brokerUrl: string
  log: Log
}

/** Gives the simulated devices their secrets and, with a scenario, starts them. */
export function startDemoFleet(options: DemoFleetOptions): FleetProcess | undefined {
  const { demo, folder, registry, cityFolder, brokerUrl, log } = options
  const { scenario, faults } = demo
  const credentialsFile = folder.file('simulated-devices.json')
  issueSimulatedSecrets(registry, registry.list(), credentialsFile)
  if (scenario === null) return undefined
  const truthFile = folder.file('simulated-faults.jsonl')
  return startFleetProcess({
    cityFolder,
    credentialsFile,
    brokerUrl,
    scenario,
    ...(faults !== undefined && { faults: { source: faults, truthFile } }),
    log: (line) => log('info', line, { from: 'simulated devices' }),
  })
}
