/** Limits of the commit queue; `entries` are readings, events, statuses and refused payloads. */
export interface QueueLimits {
  /** In one transaction: about 40 ms of writing, so that nothing waits longer behind it. */
  batchEntries: number
  /** From here QoS 0 is shed: it is outside the promise, so it goes first. */
  shedEntries: number
  /** From here an HTTP client is told to come back; MQTT devices wait for their PUBACK instead. */
  busyEntries: number
  /**
   * From here everything is refused, so that memory stays bounded. Aedes stops reading a socket
   * while its publishes wait: only thousands of connections at once can get here.
   */
  fullEntries: number
  /** The same bound in bytes of payload. */
  fullBytes: number
}

export const queueLimits: QueueLimits = {
  batchEntries: 2_000,
  shedEntries: 10_000,
  busyEntries: 20_000,
  fullEntries: 100_000,
  fullBytes: 64 * 1024 * 1024,
}
