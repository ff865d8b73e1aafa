import type { Labels } from '#domain/words/labels.ts'
import { refusedTooOften, type ArchiveStop } from '../stops.ts'

const stop = (code: string, remedy: Labels): ArchiveStop => ({ code, remedy, mayHaveLost: false })

/** Why InfluxDB waits for a person. */
export const influxStops = {
  unauthorized: stop('unauthorized', {
    ja: 'InfluxDBのトークンが正しくありません（INFLUX_TOKEN）',
    en: 'InfluxDB refuses the token (INFLUX_TOKEN)',
  }),
  forbidden: stop('forbidden', {
    ja: 'トークンにこのバケットへの書き込み権限がありません',
    en: 'The token may not write to this bucket',
  }),
  // A bucket that was deleted comes back empty.
  bucket_missing: {
    ...stop('bucket_missing', {
      ja: 'バケットか組織が見つかりません（npm run influx -- setup）',
      en: 'Bucket or organisation not found (npm run influx -- setup)',
    }),
    mayHaveLost: true,
  },
  org_missing: stop('org_missing', {
    ja: '組織が設定されていません（INFLUX_ORG に組織名かIDを設定）',
    en: 'No organisation is set (INFLUX_ORG: its name or id)',
  }),
  // What came before it was noticed lies in the bucket that is no longer read.
  mapping_changed: {
    ...stop('mapping_changed', {
      ja: '読み出し先のバケットが変わりました。新しい側へ送り直します',
      en: 'InfluxQL reads another bucket now; what is here is sent there again',
    }),
    mayHaveLost: true,
  },
  request_refused: stop('request_refused', {
    ja: 'InfluxDBが書き込みの要求そのものを拒んでいます（INFLUX_ORG、INFLUX_BUCKET、権限を確認）',
    en: 'InfluxDB refuses the request itself (check INFLUX_ORG, INFLUX_BUCKET, the token)',
  }),
  not_influxdb: stop('not_influxdb', {
    ja: 'INFLUX_URLの相手はInfluxDBではないようです（プロキシを確認）',
    en: 'What answers at INFLUX_URL is no InfluxDB (a proxy?)',
  }),
  version_unknown: stop('version_unknown', {
    ja: '対応していないInfluxDBの版です',
    en: 'This version of InfluxDB is not known',
  }),
  refused_too_often: refusedTooOften,
} as const satisfies Record<string, ArchiveStop>
export type InfluxStop = keyof typeof influxStops
