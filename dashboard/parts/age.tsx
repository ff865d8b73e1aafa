import { useComputed } from '@preact/signals'
import { format, words } from '../state/preferences.ts'
import { now } from '../state/server-clock.ts'

/** `3分前`, ticking by itself: only this text changes, not the row around it. */
export function Age({ ts }: { ts: number }) {
  const text = useAge(ts)
  return <span class="age">{text}</span>
}

function useAge(ts: number) {
  // The signal closes over `ts`; a row that shows another time remounts it through its key.
  return useComputed(() => format.value.age(now.value - ts))
}

function AgeInBrackets({ ts }: { ts: number }) {
  const text = useAge(ts)
  const bracketed = useComputed(() => words.value.time.withAge(text.value))
  return <span class="age">{bracketed}</span>
}

/** `12:10（3分前）`: the absolute time first, the age second. */
export function TimeAndAge({ ts }: { ts: number }) {
  return (
    <span class="time-age">
      <time class="figure" dateTime={new Date(ts).toISOString()}>
        {format.value.time(ts, now.peek())}
      </time>{' '}
      <span class="time-age-part">
        <AgeInBrackets key={ts} ts={ts} />
      </span>
    </span>
  )
}
