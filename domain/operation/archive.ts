import type { Labels } from '../words/labels.ts'

/** What people should know of an archive that works all the same. */
export const archiveNotes = {
  clock_off: {
    ja: '長期保存先の時計がずれています（保存期限もずれます）',
    en: "The archive's clock is off (so are its retention limits)",
  },
  expired: {
    ja: '長期保存先の保存期間より古い値があり、そこには残りません（setup --raw-days）',
    en: 'Some points are older than the archive keeps, and are not there (setup --raw-days)',
  },
  refused: {
    ja: '長期保存先が拒んだ値があります（隔離を確認）',
    en: 'The archive refused some points (see quarantine)',
  },
} as const satisfies Record<string, Labels>
export type ArchiveNote = keyof typeof archiveNotes

/** Beyond this many milliseconds a clock is off by more than a slow answer explains. */
export const clockOffMs = 5_000

/** Notes on a state, the gravest first. */
export function listArchiveNotes(state: {
  clock_skew_ms: number | null
  refused_total: number
  expired_total: number
}): ArchiveNote[] {
  const notes: ArchiveNote[] = []
  if (Math.abs(state.clock_skew_ms ?? 0) > clockOffMs) notes.push('clock_off')
  if (state.refused_total > 0) notes.push('refused')
  if (state.expired_total > 0) notes.push('expired')
  return notes
}
