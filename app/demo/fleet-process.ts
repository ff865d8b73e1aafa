import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

export interface FleetOptions {
  cityFolder: string
  credentialsFile: string
  brokerUrl: string
  scenario: string
  /** The city has what came before, epoch ms; undefined for a first run. */
  sinceTs: number | undefined
  /** When the heaviest rain of a storm falls, epoch ms. */
  stormPeakTs: number | undefined
  /** What goes wrong with them, and where the truth of it is written. */
  faults?: { source: string; truthFile: string }
  /** Called with each line it writes, and once it has ended by itself. */
  log(line: string): void
}

export interface FleetProcess {
  close(): Promise<void>
}

/** Every demo lives through the same weather. */
export const simulatedSeed = 1

/** A fleet that does not end when asked is ended. */
const closeWithinMs = 3_000
const program = fileURLToPath(import.meta.resolve('#simulators/main.ts'))

/** Starts the simulated devices in a process of their own: they are clients like any other. */
export function startFleetProcess(options: FleetOptions): FleetProcess {
  const { cityFolder, credentialsFile, brokerUrl, scenario, faults, log } = options
  const { sinceTs, stormPeakTs } = options
  const args = Object.entries({
    city: cityFolder,
    credentials: credentialsFile,
    url: brokerUrl,
    scenario,
    seed: String(simulatedSeed),
    ...(sinceTs !== undefined && { since: String(sinceTs) }),
    ...(stormPeakTs !== undefined && { 'storm-peak': String(stormPeakTs) }),
    ...(faults && { faults: faults.source, truth: faults.truthFile }),
  }).flatMap(([name, value]) => [`--${name}`, value])
  // The channel ends with this process, however it dies, and the fleet ends with the channel.
  const stdio = ['ignore', 'pipe', 'pipe', 'ipc'] as const
  const child = spawn(process.execPath, [program, ...args], { stdio: [...stdio] })
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => log(text.trimEnd()))
  }
  let isClosing = false
  child.once('exit', (code) => {
    if (!isClosing) log(`The simulated devices ended by themselves (code ${code}).`)
  })
  return {
    async close() {
      isClosing = true
      await end(child)
    },
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exit = once(child, 'exit')
  child.kill('SIGTERM')
  const deadline = setTimeout(() => child.kill('SIGKILL'), closeWithinMs)
  await exit
  clearTimeout(deadline)
}
