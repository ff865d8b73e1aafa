import { signal } from '@preact/signals'
import { AnnouncementQueue, type Announcement } from '../logic/announcements.ts'

/** What the two live regions of the page hold. */
export const politeText = signal('')
export const urgentText = signal('')

const queue = new AnnouncementQueue()

function speak(announcement: Announcement | undefined): void {
  if (!announcement) return
  const region = announcement.urgent ? urgentText : politeText
  region.value = announcement.text
}

/** Tells screen readers; polite texts at most one in five seconds, urgent ones at once. */
export function announce(text: string, options: { urgent?: boolean } = {}): void {
  speak(queue.offer({ text, urgent: options.urgent ?? false }, performance.now()))
}

/** Speaks what had to wait; called by the page's one-second tick. */
export function announceWaiting(): void {
  speak(queue.next(performance.now()))
}
