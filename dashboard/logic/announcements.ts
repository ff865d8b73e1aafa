/** Least time between two polite announcements: a screen reader must be able to finish one. */
export const politeEveryMs = 5_000

export interface Announcement {
  text: string
  urgent: boolean
}

/**
 * Decides what a screen reader is told and when. Urgent texts go at once; of the polite ones only
 * the newest waits, because an old value read aloud late would be wrong.
 */
export class AnnouncementQueue {
  #waiting: string | null = null
  #lastPoliteAt = Number.NEGATIVE_INFINITY

  /** The announcement to make now, or undefined where it has to wait for `next`. */
  offer(announcement: Announcement, now: number): Announcement | undefined {
    if (announcement.urgent) return announcement
    this.#waiting = announcement.text
    return this.next(now)
  }

  /** The waiting polite text, once its time has come. */
  next(now: number): Announcement | undefined {
    if (this.#waiting === null || now - this.#lastPoliteAt < politeEveryMs) return undefined
    const text = this.#waiting
    this.#waiting = null
    this.#lastPoliteAt = now
    return { text, urgent: false }
  }
}
