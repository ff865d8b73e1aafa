import { flags } from '#domain/readings/flags.ts'
import { thresholdNames, type ThresholdKey } from '#domain/alarms/levels.ts'
import type { CrossingResource } from '#domain/wire/crossing.ts'
import { withoutPassing } from '../../logic/alarm/announcements.ts'
import { announce } from './announcer.ts'
import { textOf, words } from '../preferences.ts'

/** From this level on a crossing interrupts what a screen reader says. */
const urgentFromLevel = 4

/** Tells screen readers of new crossings, oldest first. */
export function announceCrossings(crossings: readonly CrossingResource[]): void {
  announce(
    withoutPassing(crossings).map((crossing) => ({
      device: crossing.device,
      text: sayCrossing(crossing),
      urgent: crossing.direction === 'raised' && crossing.to_level >= urgentFromLevel,
    })),
  )
}

function sayCrossing({ name: names, direction, to_level, ...crossing }: CrossingResource): string {
  const name = textOf(names)
  const { alarm } = words.peek()
  const threshold = textOf(thresholdNames[crossing.threshold_key as ThresholdKey])
  if (crossing.withdraws !== null) return alarm.withdrawnAnnouncement(name, to_level)
  const text =
    direction === 'cleared'
      ? alarm.clearedAnnouncement(name, to_level)
      : alarm.raisedAnnouncement(name, to_level, threshold ?? '')
  return crossing.flag === flags.suspect ? alarm.doubtfulAnnouncement(text) : text
}
