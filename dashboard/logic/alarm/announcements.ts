/** Least time between two polite announcements: a screen reader must be able to finish one. */
export const politeEveryMs = 5_000
/** Polite texts read out together at most; the others come with the next ones. */
const politeAtOnceMax = 5

export interface Announcement {
  device: string
  text: string
  urgent: boolean
}

/**
 * Without the steps on the way of a withdrawal of several crossings. At 1 → 4 → 0 and a correction,
 * 0 → 4 and 4 → 1 are withdrawn at once: nobody is to hear of a level 4 that nobody measured.
 */
export function withoutPassing<Told extends { device: string; withdraws: number | null }>(
  crossings: readonly Told[],
): Told[] {
  return crossings.filter(({ device, withdraws }, at) => {
    const next = crossings.slice(at + 1).find((later) => later.device === device)
    return withdraws === null || !next || next.withdraws === null
  })
}

/** Texts to say now, each list in one go. */
export interface Spoken {
  urgent: string[]
  polite: string[]
}

/**
 * Decides what a screen reader is told and when. Urgent texts go at once, those of one event
 * together: each would cut the one before it short. Of the polite ones the newest of each device
 * waits, because an old value read aloud late would be wrong, most of all behind an urgent one.
 */
export class AnnouncementQueue {
  readonly #waiting = new Map<string, string>()
  #lastPoliteAt = Number.NEGATIVE_INFINITY

  /** Takes the news of one event, oldest first. */
  offer(news: readonly Announcement[], now: number): Spoken {
    const urgent = new Map<string, string>()
    for (const { device, text, urgent: isUrgent } of news) {
      // What was waiting is no longer so.
      this.#waiting.delete(device)
      const texts = isUrgent ? urgent : this.#waiting
      texts.delete(device)
      texts.set(device, text)
    }
    return { urgent: [...urgent.values()], polite: this.next(now).polite }
  }

  /** The waiting polite texts, once their time has come. */
  next(now: number): Spoken {
    if (this.#waiting.size === 0 || now - this.#lastPoliteAt < politeEveryMs) {
      return { urgent: [], polite: [] }
    }
    const due = [...this.#waiting].slice(0, politeAtOnceMax)
    for (const [device] of due) this.#waiting.delete(device)
    this.#lastPoliteAt = now
    return { urgent: [], polite: due.map(([, text]) => text) }
  }
}
