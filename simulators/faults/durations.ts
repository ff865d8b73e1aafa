const unitMs = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1_000 } as const
const shape = /^(-?)(?=\d)(?:(\d{1,5})d)?(?:(\d{1,5})h)?(?:(\d{1,5})m)?(?:(\d{1,6})s)?$/

export const durationWords = 'a duration like 45s, 30m, 1h30m or 2d'

/** Reads `1h30m`; undefined for what is no duration. */
export function parseDuration(text: string): number | undefined {
  const match = shape.exec(text)
  if (!match) return undefined
  const [, sign, ...counts] = match
  const ms = Object.values(unitMs).reduce(
    (sum, unit, index) => sum + Number(counts[index] ?? 0) * unit,
    0,
  )
  return sign === '-' ? -ms : ms
}
