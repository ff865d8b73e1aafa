/** Every bound of the MQTT door with its reason. `startBroker` takes other values for tests. */
export const brokerLimits = {
  /**
   * The first frame and every other that is no PUBLISH: a CONNECT with id, token and Will fits in
   * 300 bytes, a SUBSCRIBE to the one topic in 60; nobody may make us hold more.
   */
  controlFrameBytes: 4 * 1024,
  /** An array of 500 readings takes 50 to 150 kB; more is no reading. */
  frameBytes: 256 * 1024,
  /**
   * CONNECTs decided in one turn of the event loop, about 0.2 ms each: ten thousand that come at
   * once must not keep the others, and the pages, waiting for all of them.
   */
  connectsPerTurn: 16,
  /** Time from the connection to the end of CONNECT, TLS included: ample on the worst of links. */
  connectTimeoutMs: 5_000,
  /** A subscriber that takes no bytes for so long is dropped; its commands must not pile up. */
  drainTimeoutMs: 3_000,
  /** Twice a large city's devices; a TLS connection costs about 42 kB, so at most 420 MB. */
  connectionsMax: 10_000,
  /** Devices behind one carrier's NAT share an address; one scanner must not take every place. */
  connectionsPerAddressMax: 1_000,
  /** On loopback live gateways, simulators and load generators: only the whole limit counts. */
  connectionsPerLoopbackAddressMax: Infinity,
  /** Connections the kernel keeps while a whole fleet reconnects after a restart. */
  listenBacklog: 4_096,
  /** Acknowledgements a device has not read: it publishes but does not listen. */
  unreadBytes: 64 * 1024,
  /** QoS 2 handshakes a device may leave open; a pipelining gateway uses a few dozen. */
  openQos2: 100,
  /** Of a device that promised none, for the longest it may wait in debt: what most libraries use. */
  keepAliveAssumedMs: 60_000,
  /** First probe on a silent link; with the system's ten probes a dead one is cut in 40 s. */
  tcpKeepAliveAfterMs: 30_000,
} as const

export type BrokerLimits = { [Name in keyof typeof brokerLimits]: number }
