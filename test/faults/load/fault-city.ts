import type { Device } from '#domain/devices/device.ts'
import {
  type CityPorts,
  type CityProcess,
  findFreePorts,
  liveFolder,
  registerDevices,
  startCityProcess,
  unbudgeted,
} from '#test/support/city-process.ts'
import type { Checker } from '../checker/start.ts'
import type { Comparison } from '../checker/messages.ts'
import type { Setting } from '../runner/scenario.ts'
import { describeGauges, thresholdM } from './gauges.ts'
import { createLongestLife } from './longest-life.ts'

/** The server deletes passed journal entries so long after its start (`journal/retention.ts`), ms. */
const pruneAfterMs = 60_000

/** A registered city whose server may be started, killed and started again. */
export interface FaultCity {
  readonly dataFolder: string
  /** Where the server keeps its files. */
  readonly folder: string
  readonly ports: CityPorts
  readonly devices: readonly Device[]
  readonly tokens: ReadonlyMap<string, string>
  readonly checker: Checker
  /** Starts the server, of these sources or of a copy; it ends with the scenario at the latest. */
  start(root?: string): Promise<CityProcess>
  /** The server must have ended. Of all gauges, or of those whose readings came in order. */
  compare(inOrder?: readonly Device[]): Promise<Comparison>
}

/** Registers `gauges` devices, each with a threshold, in a fresh data folder. */
export async function createFaultCity(
  setting: Setting,
  options: {
    gauges: number
    /** Another place for the data, e.g. a disk of its own. */
    dataFolder?: string
    env?: Readonly<Record<string, string>>
    nodeArgs?: readonly string[]
    /** The copy of the sources whose program reads the data at the end. */
    checkerRoot?: string
  },
): Promise<FaultCity> {
  const { dataFolder = setting.folder, env = {}, nodeArgs = [] } = options
  const devices = describeGauges(options.gauges)
  const tokens = registerDevices(dataFolder, devices)
  const ports = await findFreePorts()
  const checker = setting.startChecker(options.checkerRoot)
  const folder = liveFolder(dataFolder)
  const life = createLongestLife()
  return {
    dataFolder,
    folder,
    ports,
    devices,
    tokens,
    checker,
    async start(root) {
      const from = root === undefined ? {} : { root }
      const city = await life.follow(() =>
        startCityProcess({ dataFolder, ports, env: { ...unbudgeted, ...env }, nodeArgs, ...from }),
      )
      setting.onEnd(city.kill)
      return city
    },
    compare: (inOrder = devices) =>
      checker.compare({
        folder,
        crossing: inOrder.map(({ id }) => id),
        thresholdM,
        journalMayBePruned: life.ms() >= pruneAfterMs,
      }),
  }
}
