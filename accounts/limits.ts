const minute = 60_000
const hour = 60 * minute

/** Bounds of people and their sessions, each with its reason. */
export const accountLimits = {
  /** A city hall, not a public service: all of them stay in memory. */
  people: 1_000,
  keys: 200,
  /** Of one person; a new one ends the longest unused. PC, phone, wall and their spares fit. */
  sessionsPerPerson: 20,
  /** Without any request. A page that is open and followed live asks by itself. */
  sessionIdleMs: 30 * minute,
  /** From log-in, whatever happens: a long shift. */
  sessionMs: 12 * hour,
  /** How often a session in use is written: a killed server forgets at most so much use. */
  sessionSavedEveryMs: 5 * minute,
  /** NIST SP 800-63B asks for 8 with a second factor and 15 without; the design says 12. */
  passwordMin: 12,
  /** Longer ones are nobody's sentence, and cost processor time. */
  passwordMax: 256,
  /** Hashes at once: each holds 19 MiB and a processor. */
  hashesAtOnce: 2,
  /** Hashes waiting for their turn; past that log-ins are asked to come again. */
  hashesWaiting: 40,
} as const

export type AccountLimits = { [Name in keyof typeof accountLimits]: number }
