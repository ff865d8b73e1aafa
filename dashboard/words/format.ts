import type { Language } from '#domain/words/labels.ts'
import type { Words } from './words.ts'

/** Writes times and ages: 24 hours, in the city's zone, whatever zone the screen is in. */
export interface Format {
  /** `12:10`, with the day in front when it is not today: `11/21 12:10`. */
  time(ts: number, now: number): string
  /** On an axis: `06:00`, and the day alone at midnight, `11/21`. */
  tick(ts: number): string
  /** `12:10:03` */
  timeWithSeconds(ts: number): string
  /** `2026/11/22 12:10:03`: a moment that somebody may ask about years later. */
  moment(ts: number): string
  /** `11/22（日）` */
  day(ts: number): string
  /** `3分前`; never negative: a clock slightly ahead of ours is "now". */
  age(ageMs: number): string
  /** `10分`, `1日` */
  duration(ms: number): string
  count(value: number): string
}

const second = 1_000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour

/** The largest unit in which an age has at least this many; 90 minutes say more than "1 h". */
const steps = [
  { unit: 'day', ms: day, from: 2 * day },
  { unit: 'hour', ms: hour, from: 2 * hour },
  { unit: 'minute', ms: minute, from: minute },
  { unit: 'second', ms: second, from: 0 },
] as const

export function createFormat(language: Language, timeZone: string, words: Words): Format {
  const locale = language === 'ja' ? 'ja-JP' : 'en-GB'
  const formatter = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { timeZone, hourCycle: 'h23', ...options })
  const clock = formatter({ hour: '2-digit', minute: '2-digit' })
  const clockSeconds = formatter({ hour: '2-digit', minute: '2-digit', second: '2-digit' })
  const shortDay = formatter({ month: 'numeric', day: 'numeric' })
  const longDay = formatter({ month: 'long', day: 'numeric', weekday: 'short' })
  const wholeDay = formatter({ year: 'numeric', month: '2-digit', day: '2-digit' })
  const relative = new Intl.RelativeTimeFormat(language, { style: 'narrow', numeric: 'always' })
  const counts = new Intl.NumberFormat(locale)

  return {
    time(ts, now) {
      const time = clock.format(ts)
      const date = shortDay.format(ts)
      return date === shortDay.format(now) ? time : `${date} ${time}`
    },
    tick(ts) {
      const time = clock.format(ts)
      return time === '00:00' ? shortDay.format(ts) : time
    },
    timeWithSeconds: (ts) => clockSeconds.format(ts),
    moment: (ts) => `${wholeDay.format(ts)} ${clockSeconds.format(ts)}`,
    day: (ts) => longDay.format(ts),
    age(ageMs) {
      const age = Math.max(0, ageMs)
      const step = steps.find(({ from }) => age >= from) ?? steps[3]
      const count = Math.floor(age / step.ms)
      if (step.unit === 'second' && count === 0) return words.time.justNow
      return relative.format(-count, step.unit)
    },
    duration(ms) {
      if (ms >= day && ms % day === 0) return words.time.days(ms / day)
      if (ms >= 2 * hour) return words.time.hours(Math.floor(ms / hour))
      if (ms >= minute) return words.time.minutes(Math.floor(ms / minute))
      return words.time.seconds(Math.round(ms / second))
    },
    count: (value) => counts.format(value),
  }
}
