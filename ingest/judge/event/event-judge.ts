import type { ServiceArea } from '#domain/city/service-area.ts'
import type { Device } from '#domain/devices/device.ts'
import { flags } from '#domain/readings/flags.ts'
import type { Verdict } from '#domain/readings/reading.ts'
import { Findings } from '../findings.ts'
import { futureMaxMs } from '#domain/readings/clock-limits.ts'
import { testFields, testParty, testStops } from './content-test.ts'
import { testOrder } from './order-test.ts'
import type { RequestStory, UnjudgedEvent } from './request-story.ts'
import { Stories, type SavedStory } from './stories.ts'

interface EventInput {
  event: UnjudgedEvent
  device: Device
  /** What is known of its request. */
  story: RequestStory | undefined
  area: ServiceArea
}

/** Judges one event. Pure: it follows from the event, its receipt, the registry and its request. */
export function judgeEvent({ event, device, story, area }: EventInput): Verdict {
  const findings = new Findings()
  const isAhead = event.ts > event.received_ts + futureMaxMs
  if (isAhead) findings.note(flags.suspect, 'clock_future')
  // What has no trustworthy place in time is before and after nothing.
  else testOrder(event, story, findings)
  testFields(event, device, findings)
  testParty(event, findings)
  testStops(event, area.stops, findings)
  return { flag: findings.flag, reasons: findings.reasons }
}

/**
 * Judges events with what is remembered of their requests: of what was judged, and of what is on
 * disk. As with readings, only the second is saved and left when a commit fails.
 */
export class EventJudge {
  readonly #area: ServiceArea
  #stories = new Stories()
  readonly #kept = new Stories()

  constructor(area: ServiceArea) {
    this.#area = area
  }

  /** Judges an event that is about to be committed, and remembers it until then. */
  judge(device: Device, event: UnjudgedEvent): Verdict {
    const { request_id: request } = event.body
    const story = typeof request === 'string' ? this.#stories.find(request) : undefined
    const verdict = judgeEvent({ event, device, story, area: this.#area })
    this.#stories.follow(event)
    return verdict
  }

  /** An event is on disk; the requests whose saved memory is old now. */
  keep(event: UnjudgedEvent): string[] {
    return this.#kept.follow(event)
  }

  /** Remembers an event that was judged and committed before a restart. */
  recall(event: UnjudgedEvent): void {
    this.#stories.follow(event)
  }

  forgetUncommitted(): void {
    this.#stories = new Stories(this.#kept)
  }

  /** Null where it is forgotten. */
  save(request: string): SavedStory | null {
    return this.#kept.find(request) ?? null
  }

  restore(saved: readonly (readonly [request: string, story: SavedStory])[]): void {
    this.#stories.restore(saved)
    this.#kept.restore(saved)
  }
}
