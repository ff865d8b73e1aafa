/** Bounds of the audit with their reasons: it records attackers, so it must not serve them. */
export const auditLimits = {
  /** About 40,000 lines; with the kept ones 24 MiB whatever happens. */
  fileBytes: 8 * 1024 * 1024,
  keptFiles: 2,
  /** What the health page shows; the rest is in the file. */
  recent: 100,
  /** From one address for one reason. A person's mistakes fit in; a scanner's thousandth attempt says nothing new. */
  burstPerSource: 20,
  perSourceEveryMs: 5_000,
  /** All sources together, against a scan from many addresses. */
  burstInAll: 200,
  inAllEveryMs: 100,
  /** Sources remembered; past that the longest quiet one is forgotten. */
  sources: 1_000,
  /** Lines waiting for a slow disk. */
  waiting: 1_000,
  /** One field: enough to recognise, too short to smuggle a payload in. */
  textLength: 200,
} as const

export type AuditLimits = { [Name in keyof typeof auditLimits]: number }
