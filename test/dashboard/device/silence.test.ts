import { describe, expect, it } from 'vitest'
import { explainSilence } from '#dashboard/logic/device/silence.ts'
import { standingOf } from '#dashboard/logic/device/standing.ts'
import { dictionaries } from '#dashboard/words/words.ts'
import type { MessageResource } from '#domain/wire/message.ts'
import type { CityDevice } from '#dashboard/logic/device/city-device.ts'
import { device, noon, reading, textIn, tide } from '../samples.ts'

const minute = 60_000

const message = (over: Partial<MessageResource>): MessageResource => ({
  id: 1,
  received_ts: noon,
  device: 'gauge-1',
  source: 'lorawan',
  address: 'a1',
  channel: 'reading',
  via: 'bridge',
  state: 'stored',
  accepted: 1,
  duplicates: 0,
  quarantined: [],
  refused: null,
  payload: '{}',
  no_value: [],
  translated: null,
  bytes: 2,
  ...over,
})

const unread = (received_ts: number) =>
  message({
    received_ts,
    state: 'quarantined',
    accepted: 0,
    quarantined: [{ index: 0, code: 'uplink_not_measurement', detail: 'ok: expected true' }],
  })

function explain(about: CityDevice, now: number, ...messages: MessageResource[]) {
  const standing = standingOf(about, tide, now)
  const words = { textOf: textIn('ja'), words: dictionaries.ja }
  return explainSilence({ device: about, kind: tide, standing, messages, now, ...words })
}

const empty = device({
  latest: reading({ height_m: null }, { flag: 9, reasons: ['no_value:height_m'] }),
  level: null,
  last_level: null,
})

describe('the panel of a device that is heard but gives no value', () => {
  it('says what the sensor said instead, and what to do', () => {
    const no_value = [
      { field: 'height_m', path: 'Distance', said: '"0 mm"' },
      { field: 'wave_cm', path: 'waves', said: null },
    ]
    expect(explain(empty, noon, message({ no_value }))).toEqual({
      title: '電波は届いています。センサーが値を出していません',
      reasons: ['高さ：Distance = "0 mm"', '波高：waves がありません'],
      remedy: expect.stringContaining('センサーの接続') as string,
    })
  })

  it('says so without the messages, which only staff may see', () => {
    expect(explain(empty, noon)).toMatchObject({
      title: 'データは届いています。センサーが値を出していません',
      reasons: [],
    })
  })

  it('names the refusal of what came since, and never that there is nothing to do', () => {
    const lost = device({ latest: reading({ height_m: 2 }) })
    const later = noon + 60 * minute
    const silence = explain(lost, later, unread(later - minute))
    expect(silence).toMatchObject({
      title: '電波は届いています。値を読み取れません',
      reasons: ['観測値の通知ではありません', 'ok: expected true'],
    })
    expect(silence?.remedy).toContain('センサーとプロファイルを確かめてください')
  })

  it('is silent about a device that is well, or of which nothing arrives any more', () => {
    const well = device({ latest: reading({ height_m: 2 }) })
    expect(explain(well, noon, unread(noon))).toBeUndefined()
    const later = noon + 600 * minute
    expect(explain(well, later, unread(noon + minute))).toBeUndefined()
    expect(explain(empty, later)).toBeUndefined()
  })

  it('does not take an older refusal for what came last', () => {
    expect(explain(empty, noon, unread(noon - 1))).toMatchObject({ reasons: [] })
    const online = message({ channel: 'status', quarantined: [] })
    expect(explain(empty, noon, online)).toMatchObject({ reasons: [] })
  })
})
