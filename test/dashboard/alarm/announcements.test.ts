import { describe, expect, it } from 'vitest'
import { AnnouncementQueue, withoutPassing } from '#dashboard/logic/alarm/announcements.ts'

const polite = (device: string, text: string) => ({ device, text, urgent: false })
const urgent = (device: string, text: string) => ({ device, text, urgent: true })

describe('polite announcements', () => {
  it('come at most once in five seconds, and of a device only the newest', () => {
    const queue = new AnnouncementQueue()
    expect(queue.offer([polite('a', 'one')], 0).polite).toEqual(['one'])
    expect(queue.offer([polite('a', 'two')], 1_000).polite).toEqual([])
    expect(queue.offer([polite('a', 'three')], 2_000).polite).toEqual([])
    expect(queue.next(4_999).polite).toEqual([])
    expect(queue.next(5_000).polite).toEqual(['three'])
    expect(queue.next(20_000).polite).toEqual([])
  })

  it('of one device do not silence those of another', () => {
    const queue = new AnnouncementQueue()
    queue.offer([polite('a', 'first')], 0)
    queue.offer([polite('a', 'a fell')], 1_000)
    queue.offer([polite('b', 'b rose')], 2_000)
    expect(queue.next(5_000).polite).toEqual(['a fell', 'b rose'])
  })

  it('are read a few at a time, and all of them in the end', () => {
    const queue = new AnnouncementQueue()
    const texts = Array.from({ length: 12 }, (_, n) => `${n}`)
    const { polite: first } = queue.offer(
      texts.map((text) => polite(text, text)),
      0,
    )
    const told = [first, queue.next(5_000).polite, queue.next(10_000).polite]
    expect(told.map(({ length }) => length)).toEqual([5, 5, 2])
    expect(told.flat()).toEqual(texts)
  })
})

describe('urgent announcements', () => {
  it('never wait, and those of one event are told together', () => {
    const queue = new AnnouncementQueue()
    queue.offer([polite('c', 'c')], 0)
    const news = [urgent('a', 'a at 4'), polite('c', 'c fell'), urgent('b', 'b at 4')]
    expect(queue.offer(news, 1)).toEqual({ urgent: ['a at 4', 'b at 4'], polite: [] })
  })

  it('are not followed by what the device said before', () => {
    const queue = new AnnouncementQueue()
    queue.offer([polite('b', 'b')], 0)
    queue.offer([polite('a', 'a fell to 3')], 1_000)
    expect(queue.offer([urgent('a', 'a at 4')], 2_000).urgent).toEqual(['a at 4'])
    expect(queue.next(6_000).polite).toEqual([])
  })

  it('of a level that fell again meanwhile are told both, in order', () => {
    const queue = new AnnouncementQueue()
    const news = [urgent('a', 'a at 4'), polite('a', 'a fell to 3')]
    expect(queue.offer(news, 0)).toEqual({ urgent: ['a at 4'], polite: ['a fell to 3'] })
  })
})

describe('a withdrawal of several crossings', () => {
  const step = (device: string, to_level: number, withdraws: number | null) => ({
    device,
    to_level,
    withdraws,
  })

  it('is told as where it ends, not by the levels on the way', () => {
    const steps = [step('a', 5, 20), step('b', 4, null), step('a', 2, 19), step('a', 1, 18)]
    expect(withoutPassing(steps)).toEqual([step('b', 4, null), step('a', 1, 18)])
  })

  it('leaves measured levels and single withdrawals alone', () => {
    const steps = [step('a', 4, null), step('a', 5, 7), step('a', 3, null), step('b', 4, 8)]
    expect(withoutPassing(steps)).toEqual(steps)
  })
})
