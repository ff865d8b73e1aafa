import { describe, expect, it } from 'vitest'
import { AnnouncementQueue } from '#dashboard/logic/announcements.ts'
import { connectionOf } from '#dashboard/logic/connection.ts'

describe('the connection', () => {
  const after = (seconds: number) =>
    connectionOf({ now: 1_000_000 + seconds * 1_000, lastHeard: 1_000_000, startedAt: 0 })

  it('is unstable after 5 s of silence and cut after 15', () => {
    expect([0, 5, 5.1, 15, 15.1].map(after)).toEqual([
      'live',
      'live',
      'unstable',
      'unstable',
      'cut',
    ])
  })

  it('that never was is not called live', () => {
    expect(connectionOf({ now: 1_000, lastHeard: null, startedAt: 0 })).toBe('connecting')
    expect(connectionOf({ now: 16_000, lastHeard: null, startedAt: 0 })).toBe('cut')
  })
})

describe('announcements', () => {
  it('are polite at most once in five seconds, and then only the newest', () => {
    const queue = new AnnouncementQueue()
    const polite = (text: string, now: number) => queue.offer({ text, urgent: false }, now)?.text
    expect(polite('one', 0)).toBe('one')
    expect(polite('two', 1_000)).toBeUndefined()
    expect(polite('three', 2_000)).toBeUndefined()
    expect(queue.next(4_999)).toBeUndefined()
    expect(queue.next(5_000)?.text).toBe('three')
    expect(queue.next(20_000)).toBeUndefined()
  })

  it('urgent ones never wait', () => {
    const queue = new AnnouncementQueue()
    queue.offer({ text: 'one', urgent: false }, 0)
    expect(queue.offer({ text: 'level 4', urgent: true }, 1)?.text).toBe('level 4')
  })
})
