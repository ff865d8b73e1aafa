import type { Labels } from '../words/labels.ts'

/** Why the archive waits for a person. Nothing is lost meanwhile: the journal keeps what is due. */
export const archiveStops = {
  unauthorized: {
    ja: 'InfluxDBのトークンが正しくありません（INFLUX_TOKEN）',
    en: 'InfluxDB refuses the token (INFLUX_TOKEN)',
  },
  forbidden: {
    ja: 'トークンにこのバケットへの書き込み権限がありません',
    en: 'The token may not write to this bucket',
  },
  bucket_missing: {
    ja: 'バケットか組織が見つかりません（npm run influx -- setup）',
    en: 'Bucket or organisation not found (npm run influx -- setup)',
  },
  not_influxdb: {
    ja: 'INFLUX_URLの相手はInfluxDBではないようです（プロキシを確認）',
    en: 'What answers at INFLUX_URL is no InfluxDB (a proxy?)',
  },
  version_unknown: {
    ja: '対応していないInfluxDBの版です',
    en: 'This version of InfluxDB is not known',
  },
  refused_too_often: {
    ja: 'InfluxDBがデータの形を拒んでいます（既存の項目の型が違う可能性）',
    en: 'InfluxDB refuses too many points (a field with another type?)',
  },
  another_writer: {
    ja: '別のプロセスが同じデータを送っています（複製したデータフォルダーを止めてください）',
    en: 'Another process forwards the same data (stop the copy of this data folder)',
  },
} as const satisfies Record<string, Labels>
export type ArchiveStop = keyof typeof archiveStops

/** What people should know of an archive that works all the same. */
export const archiveNotes = {
  clock_off: {
    ja: 'InfluxDBの時計がずれています（保存期限もずれます）',
    en: 'The clock of InfluxDB is off (so are its retention limits)',
  },
  expired: {
    ja: 'InfluxDBの保存期間より古い値があり、そこには残りません（setup --raw-days）',
    en: 'Some points are older than InfluxDB keeps, and are not there (setup --raw-days)',
  },
  refused: {
    ja: 'InfluxDBが拒んだ値があります（隔離を確認）',
    en: 'InfluxDB refused some points (see quarantine)',
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
