/** How much of what came is kept in memory to be looked at. */
export interface MessageLimits {
  /** Messages of one sender: enough to see a mistake repeat itself. */
  perSender: number
  /** Senders remembered; as many as devices may be connected. */
  senders: number
  /** Beginnings of payloads in all, bytes. */
  bytes: number
}

/** Registered devices. */
export const deviceLimits: MessageLimits = { perSender: 10, senders: 10_000, bytes: 16 * 2 ** 20 }

/** Addresses at a bridge that nobody registered: anybody's, so there are far fewer. */
export const strangerLimits: MessageLimits = { perSender: 5, senders: 500, bytes: 2 ** 20 }
