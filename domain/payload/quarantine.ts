/**
 * Most UTF-8 bytes of a refused text that are kept: enough to see what a device sent, and too
 * little for one that sends rubbish for a night to fill the disk.
 */
export const quarantinePayloadMax = 2_048

/** Where an uplink came from: a source of the bridge, and the device's address there. */
export interface UplinkAddress {
  source: string
  /** DevEUI in lower-case hex, or the device's part of the topic. */
  address: string
}
