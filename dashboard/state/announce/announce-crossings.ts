import { isAlarming } from '#domain/alarms/is-alarming.ts'
import { flags } from '#domain/readings/flags.ts'
import { thresholdNameOf, type ThresholdKey } from '#domain/alarms/levels.ts'
import type { CrossingResource } from '#domain/wire/crossing.ts'
import { withoutPassing } from '../../logic/alarm/announcements.ts'
import { announce } from './announcer.ts'
import { findEntry } from '../fleet.ts'
import { textOf, words } from '../preferences.ts'
import { findTrend } from '../trends.ts'

/** From this level on a crossing interrupts what a screen reader says. */
const urgentFromLevel = 4

/** Tells screen readers of new crossings that concern an alarm, oldest first. */
export function announceCrossings(crossings: readonly CrossingResource[]): void {
  announce(
    withoutPassing(crossings.filter(isAlarming)).map((crossing) => ({
      device: crossing.device,
      text: sayCrossing(crossing),
      urgent: crossing.direction === 'raised' && crossing.to_level >= urgentFromLevel,
    })),
  )
}

/** 「上昇中」, where it is known. */
function trendWord(device: string): string[] {
  const entry = findEntry(device)
  const trend = entry && findTrend(entry)
  return trend ? [words.peek().panel.trend[trend.direction]] : []
}

function sayCrossing({ name: names, direction, to_level, ...crossing }: CrossingResource): string {
  const name = textOf(names)
  const { alarm, panel } = words.peek()
  const key = crossing.threshold_key as ThresholdKey
  const threshold = textOf(thresholdNameOf(key, crossing.authority))
  if (crossing.withdraws !== null) return alarm.withdrawnAnnouncement(name, to_level)
  const text =
    direction === 'cleared'
      ? alarm.clearedAnnouncement(name, to_level, threshold)
      : [alarm.raisedAnnouncement(name, to_level, threshold), ...trendWord(crossing.device)].join(
          panel.comma,
        )
  return crossing.flag === flags.suspect ? alarm.doubtfulAnnouncement(text) : text
}
