import { signal, type Signal } from '@preact/signals'
import {
  AnnouncementQueue,
  type Announcement,
  type Spoken,
} from '../../logic/alarm/announcements.ts'
import { words } from '../preferences.ts'

/** One text of a live region: a node of its own, so that the same words are heard again. */
export interface SpokenText {
  id: number
  text: string
}

/** Texts kept in a region; a screen reader hears of a node when it comes, not of what stays. */
const keptMax = 5

/** What the two live regions of the page hold, the newest last. */
export const politeTexts = signal<readonly SpokenText[]>([])
export const urgentTexts = signal<readonly SpokenText[]>([])

const queue = new AnnouncementQueue()
let lastId = 0

function append(region: Signal<readonly SpokenText[]>, texts: readonly string[]): void {
  if (texts.length === 0) return
  lastId += 1
  const added = { id: lastId, text: words.peek().alarm.together(texts) }
  region.value = [...region.peek(), added].slice(-keptMax)
}

function speak({ urgent, polite }: Spoken): void {
  append(urgentTexts, urgent)
  append(politeTexts, polite)
}

/** Tells screen readers the news of one event: urgent ones at once, polite ones at their time. */
export function announce(news: readonly Announcement[]): void {
  speak(queue.offer(news, performance.now()))
}

/** Speaks what had to wait; called by the page's one-second tick. */
export function announceWaiting(): void {
  speak(queue.next(performance.now()))
}
