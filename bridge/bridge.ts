import type { BridgeConnectionState } from '#domain/wire/bridge-connection.ts'

/** The running bridge: takes readings from other brokers through the one door. */
export interface Bridge {
  /** One entry a connection, in the order of the file. */
  state(): BridgeConnectionState[]
  /** Takes nothing more, waits a little for what was taken to be committed, and says goodbye. */
  close(): Promise<void>
}
