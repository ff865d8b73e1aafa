import type { Device } from '#domain/devices/device.ts'
import type { Incoming } from '#domain/door.ts'
import type { Kind } from '#domain/kinds/kind.ts'
import { formatTopic, parseTopic } from '#domain/payload/topics.ts'
import { refusal, type DoorRefusal } from '../refusal.ts'

/** The four topics that are a device's own, built once when it connects. */
export interface OwnTopics {
  reading: string
  status: string
  event: string
  cmd: string
  takesEvents: boolean
}

/** Topics follow from the identity, never from what a packet says. */
export function ownTopics(city: string, device: Device, kind: Kind | undefined): OwnTopics {
  const topicOf = (channel: 'reading' | 'status' | 'event' | 'cmd') =>
    formatTopic({ city, kind: device.kind, device: device.id, channel })
  return {
    reading: topicOf('reading'),
    status: topicOf('status'),
    event: topicOf('event'),
    cmd: topicOf('cmd'),
    takesEvents: kind?.events === true || device.role === 'desk',
  }
}

/**
 * The channel a device publishes to. Whole strings are compared, so there is nothing that two
 * parsers could read differently: wildcards, `$SYS`, U+0000 and deep topics are simply not equal.
 */
export function findChannel(own: OwnTopics, topic: string): Incoming['channel'] | undefined {
  if (topic === own.reading) return 'reading'
  if (topic === own.status) return 'status'
  if (topic === own.event && own.takesEvents) return 'event'
  return undefined
}

/** A topic as it may stand in a log: shortened, control characters escaped. */
export function quote(topic: string): string {
  return JSON.stringify(topic.slice(0, 100))
}

/** Says what is wrong with a topic that `findChannel` did not take. */
export function refuseTopic(own: OwnTopics, topic: string): DoorRefusal {
  if (topic === own.event) {
    return refusal('kind_without_events', 'this kind of device sends no events')
  }
  if (topic === own.cmd) return refusal('topic_forbidden', 'commands are for the device to read')
  if (!parseTopic(topic))
    return refusal('topic_malformed', `no topic of this city: ${quote(topic)}`)
  return refusal('topic_forbidden', `not the device's own topic: ${quote(topic)}`)
}
