import { emptyStory, findRequestId, followStory } from './request-story.ts'
import type { RequestStory, UnjudgedEvent } from './request-story.ts'

/**
 * Requests that are remembered: weeks of a city's rides, a megabyte in memory. What comes later than
 * so many other requests is judged by itself alone.
 */
export const storiesMax = 5_000

/** A story with its place among the others: the one begun first is forgotten first. */
export interface SavedStory extends RequestStory {
  no: number
}

/** What is remembered of the newest requests; a function of the events it was told, in order. */
export class Stories {
  readonly #byRequest: Map<string, SavedStory>
  #nextNo: number

  constructor(from?: Stories) {
    this.#byRequest = new Map(from ? from.#byRequest : [])
    this.#nextNo = from ? from.#nextNo : 0
  }

  find(request: string): SavedStory | undefined {
    return this.#byRequest.get(request)
  }

  /** Remembers an event; the requests whose memory changed, a forgotten one among them. */
  follow(event: UnjudgedEvent): string[] {
    const request = findRequestId(event)
    if (request === undefined) return []
    const before = this.#byRequest.get(request)
    const no = before?.no ?? this.#nextNo++
    this.#byRequest.set(request, { ...followStory(before ?? emptyStory, event), no })
    if (this.#byRequest.size <= storiesMax) return [request]
    const [oldest] = this.#byRequest.keys()
    if (oldest === undefined) return [request]
    this.#byRequest.delete(oldest)
    return [request, oldest]
  }

  /** Puts back what was saved, in whatever order it comes. */
  restore(saved: readonly (readonly [request: string, story: SavedStory])[]): void {
    const all = [...this.#byRequest, ...saved].toSorted(([, a], [, b]) => a.no - b.no)
    this.#byRequest.clear()
    for (const [request, story] of all) this.#byRequest.set(request, story)
    this.#nextNo = Math.max(this.#nextNo, (all.at(-1)?.[1].no ?? -1) + 1)
  }
}
