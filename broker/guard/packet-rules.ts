import {
  refuseAck,
  refuseConnect,
  refuseSubscribe,
  refuseUnsubscribe,
  type BadBody,
} from './control-bodies.ts'

export interface PacketRule {
  name: string
  /** The four reserved bits [MQTT-2.2.2-1]; null for PUBLISH, where they mean something. */
  flags: number | null
  /** Bounds of the remaining length that the packet's own fields impose. */
  min: number
  max: number
  /** Judges the whole body; only the body of a PUBLISH is never looked at here. */
  refuse?: (body: Uint8Array) => BadBody | undefined
}

/**
 * What a client may send (MQTT 3.1.1, table 2.1). Every other type is the server's or reserved, or
 * answers a QoS 2 publish (PUBREC, PUBCOMP), which this server never sends [MQTT-4.8.0-1].
 */
export const packetRules: Readonly<Record<number, PacketRule>> = {
  1: { name: 'CONNECT', flags: 0, min: 12, max: Infinity, refuse: refuseConnect },
  3: { name: 'PUBLISH', flags: null, min: 3, max: Infinity },
  4: { name: 'PUBACK', flags: 0, min: 2, max: 2, refuse: refuseAck },
  6: { name: 'PUBREL', flags: 2, min: 2, max: 2, refuse: refuseAck },
  8: { name: 'SUBSCRIBE', flags: 2, min: 5, max: Infinity, refuse: refuseSubscribe },
  10: { name: 'UNSUBSCRIBE', flags: 2, min: 4, max: Infinity, refuse: refuseUnsubscribe },
  12: { name: 'PINGREQ', flags: 0, min: 0, max: 0 },
  14: { name: 'DISCONNECT', flags: 0, min: 0, max: 0 },
}

/** What is wrong with the flags of a PUBLISH; undefined if nothing is. */
export function refusePublishFlags(flags: number): string | undefined {
  const dup = flags & 0x08
  const qos = (flags & 0x06) >> 1
  // [MQTT-3.3.1-4]
  if (qos === 3) return 'PUBLISH with QoS 3'
  // [MQTT-3.3.1-2]
  if (dup !== 0 && qos === 0) return 'PUBLISH of QoS 0 that says it is repeated'
  return undefined
}
