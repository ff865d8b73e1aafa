import type { Incoming, Untranslated } from '#domain/door.ts'
import type { MessageResource } from '#domain/wire/message.ts'
import { pulseDevice } from '#domain/operation/pulse.ts'
import { deviceLimits, strangerLimits } from './limits.ts'
import { Rings } from './rings.ts'
import { Seen } from './seen.ts'

export interface MessageQuery {
  device?: string | undefined
  source?: string | undefined
  address?: string | undefined
  /** Only messages that came after the one with this id. */
  after?: number | undefined
  limit: number
}

/** The last messages of every sender, for the person who connects a device. In memory only. */
export interface MessageView {
  /** Newest first: of a device, of an address at a bridge, or of everybody. */
  list(query: MessageQuery): MessageResource[]
}

export interface MessageLog extends MessageView {
  /** Every payload at the door; its `result` is filled in when there is one. Hot path. */
  note(incoming: Incoming | Untranslated, receivedTs: number): Seen
}

const strangerKey = (source: string, address: string) => `${source} ${address}`

export function createMessageLog(): MessageLog {
  const devices = new Rings(deviceLimits)
  const strangers = new Rings(strangerLimits)
  let lastId = 0

  const listAll = ({ device, source, address, limit }: MessageQuery): MessageResource[] => {
    if (device !== undefined) return devices.list(device)
    if (source !== undefined && address !== undefined) {
      return strangers.list(strangerKey(source, address))
    }
    return [...devices.listNewest(limit), ...strangers.listNewest(limit)].filter(
      (message) =>
        message.device !== pulseDevice.id &&
        (source === undefined || message.source === source) &&
        (address === undefined || message.address === address),
    )
  }

  const noteUntranslated = ({ device, via, payload, from }: Untranslated, receivedTs: number) => {
    const seen = new Seen({ id: ++lastId, receivedTs, channel: 'reading', via, payload })
    const sender = { device: device?.id ?? null, ...from }
    if (device) devices.add(device.id, seen, () => sender)
    else strangers.add(strangerKey(from.source, from.address), seen, () => sender)
    return seen
  }

  return {
    note(incoming, receivedTs) {
      if ('refusal' in incoming) return noteUntranslated(incoming, receivedTs)
      const { device, channel, via, bridged } = incoming
      // What a device sent first, what a bridge made of it beside it.
      const payload = bridged?.original ?? incoming.payload
      const translated = bridged && incoming.payload
      const unsaid = bridged?.unsaid
      const id = ++lastId
      const seen = new Seen({ id, receivedTs, channel, via, payload, translated, unsaid })
      devices.add(device.id, seen, () => {
        const { source = null, address = null } = device.uplink ?? {}
        return { device: device.id, source, address }
      })
      return seen
    },
    list(query) {
      const { after = 0, limit } = query
      const newer = listAll(query).filter(({ id }) => id > after)
      return newer.toSorted((a, b) => b.id - a.id).slice(0, limit)
    },
  }
}
