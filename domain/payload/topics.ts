import { isDeviceId } from '../devices/ids.ts'

export const channels = ['reading', 'status', 'event', 'cmd'] as const
export type Channel = (typeof channels)[number]

export interface Topic {
  city: string
  kind: string
  device: string
  channel: Channel
}

/** `{city}/v1/{kind}/{device}/{channel}` */
export function formatTopic({ city, kind, device, channel }: Topic): string {
  return `${city}/v1/${kind}/${device}/${channel}`
}

/** Reads a topic of ours; undefined for anything else (other depth, version, channel, or id). */
export function parseTopic(topic: string): Topic | undefined {
  const [city, version, kind, device, channel, ...rest] = topic.split('/')
  if (rest.length > 0 || version !== 'v1' || !city || !kind || !device) return undefined
  const known = channels.find((candidate) => candidate === channel)
  if (!known || !isDeviceId(device)) return undefined
  return { city, kind, device, channel: known }
}
