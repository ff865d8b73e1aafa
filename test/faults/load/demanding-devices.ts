import { formatTopic } from '#domain/payload/topics.ts'
import { startChild } from '#test/bench/child.ts'
import type { DemandMessage, DemandRequest } from './demand-messages.ts'
import type { FaultCity } from './fault-city.ts'

/**
 * Devices that ask for an answer all the time, and read the answers or not: what is left unread
 * piles up at the server. Cut off, they come back and go on in the same way, as in the field.
 */
export function createDemandingDevices(
  city: FaultCity,
  options: {
    devices: FaultCity['devices']
    env: Readonly<Record<string, string>>
    spellMs: { atLeast: number; atMost: number }
  },
) {
  const { atLeast: atLeastMs, atMost: atMostMs } = options.spellMs
  const program = new URL('./demand.ts', import.meta.url).pathname
  const child = startChild<DemandMessage>(program, options.env)
  const devices = options.devices.map(({ id, kind }, at) => ({
    id,
    token: city.tokens.get(id) ?? '',
    topic: formatTopic({ city: 'inashiki', kind, device: id, channel: 'reading' }),
    // The door ends one at its next publish, and one that does not publish by a timer.
    publishes: at % 2 === 0,
  }))
  return {
    /** Resolves at the end of a spell. */
    play({ reads }: { reads: boolean }): Promise<DemandMessage> {
      const { mqtt: port } = city.ports
      child.send({ port, reads, devices, atLeastMs, atMostMs } satisfies DemandRequest)
      return child.next('ended')
    },
    close: child.stop,
  }
}
