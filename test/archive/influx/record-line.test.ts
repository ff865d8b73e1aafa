import { describe, expect, it } from 'vitest'
import { isUnfit } from '#archive/influx/write/archive-line.ts'
import { encodeRecord } from '#archive/influx/write/record-line.ts'
import { crossingRecord } from '#domain/facts/crossing.ts'
import { eventRecord } from '#domain/facts/event.ts'
import type { StoredCrossing } from '#domain/facts/crossing.ts'
import type { CityEvent } from '#domain/facts/event.ts'
import { crossing, makeEvent } from '#test/contracts/make-readings.ts'

/** Archives of years hold lines like these: a changed type or name would make two series of one. */
describe('the line of a fact', () => {
  const lineOf = (...query: Parameters<typeof encodeRecord>): string => {
    const line = encodeRecord(...query)
    return isUnfit(line) ? line.words : line.text
  }
  const eventLine = (event: CityEvent, offsetNs = 0) =>
    lineOf(eventRecord, event, { city: 'c', offsetNs })

  it('of an event begins as it always did, and goes on with its verdict', () => {
    expect(eventLine(makeEvent())).toBe(
      'event,city=c,device=bus-1,origin=field event_id="e-1",type="pickup",' +
        'received_ts=1782831600030i,seq=-1i,boot="",kind="bus",passengers=2i,vehicle="",' +
        'request_id="",trip_id="",stop_id="",body="{\\"event_id\\":\\"e-1\\",\\"type\\":' +
        '\\"pickup\\",\\"ts\\":1782831600000,\\"passengers\\":2}",flag=1i,reasons="" 1782831600000000000',
    )
  })

  it('of an event keeps quotes, backslashes and what is no passenger count, but no note', () => {
    const body = {
      passengers: 1.5,
      vehicle: 'v-1',
      trip_id: 7,
      booked_by: 'a"b\\c\n雨',
      note: '妻',
    }
    const verdict = { flag: 3, reasons: ['order:ts', 'stop_unknown:stop_id'] } as const
    expect(eventLine(makeEvent({ seq: 4, boot: 'b"\\', body, ...verdict }), 12)).toBe(
      'event,city=c,device=bus-1,origin=field event_id="e-1",type="pickup",' +
        'received_ts=1782831600030i,seq=4i,boot="b\\"\\\\",kind="bus",passengers=0i,' +
        'vehicle="v-1",request_id="",trip_id="",stop_id="",body="{\\"passengers\\":1.5,' +
        '\\"vehicle\\":\\"v-1\\",\\"trip_id\\":7,\\"booked_by\\":\\"a\\\\\\"b\\\\\\\\c\\\\n雨\\"}",' +
        'flag=3i,reasons="order:ts,stop_unknown:stop_id" 1782831600000000012',
    )
  })

  it('of an event that moved away says so in its type', () => {
    const { withdraw } = eventRecord.identity.withdrawal
    expect(eventLine(withdraw(makeEvent({ event_id: 'e-2' })), 999_999)).toBe(
      'event,city=c,device=bus-1,origin=field event_id="e-2",type="withdrawn",' +
        'received_ts=1782831600030i,seq=-1i,boot="",kind="bus",passengers=0i,vehicle="",' +
        'request_id="",trip_id="",stop_id="",body="{}",flag=1i,reasons="" 1782831600000999999',
    )
  })

  it('of a crossing begins as it always did, and goes on with how it was found', () => {
    const item = crossing()
    if (item.type !== 'crossing') throw new Error('no crossing')
    const fact: StoredCrossing = { ...item.record, crossing_seq: 3_000_007 }
    expect(lineOf(crossingRecord, fact, { city: 'c', offsetNs: 7 })).toBe(
      'crossing,city=c,device=gauge-1,origin=field crossing_seq=3000007i,from_level=0i,' +
        'to_level=2i,direction="raised",kind="flood",field="level_m",value=2.5,threshold=2.4,' +
        'threshold_key="caution",authority="local",flag=1i,received_ts=1782831600040i,' +
        'found="live",confirms=-1i,withdraws=-1i,reason="",place_ts=1782831600000i,confirmed=1i ' +
        '1782831600000000007',
    )
  })

  it('is refused where a tag is no id of ours', () => {
    expect(eventLine(makeEvent({ device: 'bad device' }))).toBe(
      '"bad device" cannot be the tag device',
    )
  })
})
