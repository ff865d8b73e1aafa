import { expect, it } from 'vitest'
import type { ArchiveRecord, RecordedFact } from '#domain/facts/archive-record.ts'
import { crossingRecord } from '#domain/facts/crossing.ts'
import { createReader } from '#archive/follow/reader.ts'
import type { ArchiveDatabase } from '#archive/port.ts'
import {
  always,
  crossing,
  event,
  hour,
  makeEvent,
  makeReading,
  page,
  reading,
  t0,
  verdict,
} from '#test/contracts/make-readings.ts'
import type { ArchivedCity } from '../follow/archived-city.ts'

/** What the archive has to keep beside plain readings, whichever database it is. */
export function describeFacts(getCity: () => ArchivedCity, open: () => ArchiveDatabase): void {
  const reader = () =>
    createReader(
      () => open().open(),
      () => 0,
    )

  it('has the newest verdict of a reading', async () => {
    const under = getCity()
    await under.commit([reading({ flag: 3, reasons: ['step:level_m'] })])
    await under.archive.settled()
    await under.commit([verdict()])
    await under.archive.settled()
    const { items } = await reader().listReadings('flood', 'gauge-1', always, page)
    expect(items).toEqual([makeReading({ flag: 4, reasons: ['corrected'] })])
  })

  it('has every event of a moment, and one that moved once', async () => {
    const under = getCity()
    const make = (id: string, ts = t0) =>
      makeEvent({ event_id: id, ts, body: { event_id: id, type: 'pickup', ts } })
    await under.commit(['e-1', 'e-2', 'e-3'].map((id) => event(make(id))))
    await under.archive.settled()
    await under.commit([event(make('e-2', t0 + hour))])
    await under.archive.settled()
    const { items } = await reader().listFacts('event', {
      device: 'bus-1',
      range: always,
      ...page,
    })
    expect(items.map(({ event_id }) => event_id).toSorted()).toEqual(['e-1', 'e-2', 'e-3'])
    expect(items.at(-1)).toEqual(make('e-2', t0 + hour))
  })

  it('has every crossing by its number', async () => {
    const under = getCity()
    await under.commit([reading(), crossing(), crossing({ direction: 'cleared', to_level: 0 })])
    await under.archive.settled()
    const numbers = await reader().listNumbers(crossingRecord, always, 10)
    expect(numbers.toSorted((a, b) => a - b)).toEqual([1, 2])
  })

  it('takes a fact that nobody has heard of, by its record alone', async () => {
    const session = await open().open()
    const note = (n: number) => ({
      kind: 'flood',
      device: 'gauge-1',
      received_ts: t0,
      note_seq: n,
      at_ts: t0,
      text: null,
    })
    const facts = [1, 2, 2].map((n) => {
      const fact: RecordedFact = note(n)
      return { type: 'record', record: noteRecord, fact, moved: false } as const
    })
    expect(await session.deliver(facts)).toMatchObject({ kind: 'written', refused: [], unfit: [] })
    const numbers = await session.read(() => 0).listNumbers(noteRecord, always, 10)
    expect(numbers.toSorted((a, b) => a - b)).toEqual([1, 2])
  })
}

const noteRecord: ArchiveRecord = {
  name: 'made_up_note',
  channel: 'reading',
  tags: ['device'],
  time: 'at_ts',
  own: { note_seq: 'integer', text: 'text', kind: 'text' },
  derived: {},
  identity: { by: 'number', field: 'note_seq' },
}
