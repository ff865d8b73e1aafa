import type { Labels } from '#domain/words/labels.ts'

/** Why the archive waits for a person. Nothing is lost meanwhile: the journal keeps what is due. */
export interface ArchiveStop {
  /** As programs read it. */
  code: string
  /** What the person finds, and may do about it. */
  remedy: Labels
  /** True where the archive may lack points by then that it had taken before. */
  mayHaveLost: boolean
}

/**
 * More refused points than this in one batch are no accident of one device: the database itself has
 * another type for a field. Then everything waits for a person instead of going to quarantine.
 */
export const refusedPerBatchMax = 50

/** So many points were refused that no single device can be the cause. */
export const refusedTooOften: ArchiveStop = {
  code: 'refused_too_often',
  remedy: {
    ja: '長期保存先がデータの形を拒んでいます（既存の項目の型が違う可能性）',
    en: 'The archive refuses too many points (a field with another type?)',
  },
  // The first of them went to quarantine before that was noticed.
  mayHaveLost: true,
}

/** Another process signs for the same journal. */
export const anotherWriter: ArchiveStop = {
  code: 'another_writer',
  remedy: {
    ja: '別のプロセスが同じデータを送っています（複製したデータフォルダーを止めてください）',
    en: 'Another process forwards the same data (stop the copy of this data folder)',
  },
  mayHaveLost: false,
}
