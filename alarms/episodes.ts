import { isAlarming } from '#domain/alarms/is-alarming.ts'
import type { Level } from '#domain/alarms/levels.ts'
import type { Alarm } from '#domain/wire/alarm.ts'
import type { CrossingResource } from '#domain/wire/crossing.ts'

/** A gauge that flaps at a threshold for days must not grow one episode without end. */
export const crossingsPerEpisodeMax = 200

/** The episode that a crossing belongs to, opened, continued or ended by it. */
export function continueEpisode(episode: Alarm | undefined, crossing: CrossingResource): Alarm {
  const { to_level: level, place_ts } = crossing
  const opened = episode ?? openEpisode(crossing)
  const isPeak = level > opened.peak_level
  return {
    ...opened,
    // What is shown of an episode is its gravest moment.
    ...(isPeak && pickValue(crossing)),
    condition: level === 0 ? 'cleared' : 'active',
    level,
    confirmed: crossing.confirmed,
    reason: crossing.reason,
    peak_level: isPeak ? level : opened.peak_level,
    changed_ts: place_ts,
    cleared_ts: level === 0 ? place_ts : null,
    crossings: [...opened.crossings, crossing].slice(-crossingsPerEpisodeMax),
  }
}

/**
 * The episode as if one of its crossings had never been, undefined where nothing of it is left;
 * no answer at all where that crossing is none of its own.
 */
export function withdrawFrom(
  episode: Alarm,
  withdraws: number | null,
): { episode: Alarm | undefined } | undefined {
  if (withdraws === null) return undefined
  const rest = episode.crossings.filter(
    ({ crossing_seq, confirms }) => crossing_seq !== withdraws && confirms !== withdraws,
  )
  if (rest.length === episode.crossings.length) return undefined
  const { id, raised_ts, raised_received_ts } = episode
  const folded = rest.reduce<Alarm | undefined>(continueEpisode, undefined)
  // It begins where it began, also where its first crossings are no longer listed.
  return { episode: folded && { ...folded, id, raised_ts, raised_received_ts } }
}

/**
 * The episode once its last rise is sure, though that raised no alarm: undefined where nothing of it is
 * left. A rise that had become an alarm stays one; another is of the record alone from then on.
 */
export function makeSure(
  episode: Alarm,
  { confirms, confirmed }: CrossingResource,
): Alarm | undefined {
  const last = episode.crossings.at(-1)
  if (confirms === null || !confirmed || !last || last.confirmed) return episode
  if (last.confirms === confirms) return { ...episode, confirmed: true, reason: null }
  const remaining = last.crossing_seq === confirms && withdrawFrom(episode, confirms)
  return remaining ? remaining.episode : episode
}

/** The level that somebody is to act on: without a rise that is still in doubt. */
export function sureLevel({ level, confirmed, reason, crossings }: Alarm): Level {
  if (confirmed || reason === 'lost_unconfirmed') return level
  return crossings.findLast(isAlarming)?.to_level ?? 0
}

function openEpisode(crossing: CrossingResource): Alarm {
  const { device, kind, name, origin, from_level, to_level } = crossing
  return {
    id: `${device}.${crossing.crossing_seq}`,
    device,
    kind,
    name,
    origin,
    condition: 'active',
    level: to_level,
    confirmed: crossing.confirmed,
    reason: crossing.reason,
    // An episode whose beginning is no longer known was at the level it came from.
    peak_level: to_level > from_level ? to_level : from_level,
    raised_ts: crossing.place_ts,
    raised_received_ts: crossing.received_ts,
    changed_ts: crossing.place_ts,
    cleared_ts: null,
    ...pickValue(crossing),
    acknowledgement: null,
    crossings: [],
  }
}

function pickValue({ field, value, threshold, threshold_key, authority }: CrossingResource) {
  return { field, value, threshold, threshold_key, authority }
}
