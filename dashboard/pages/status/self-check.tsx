import { pulseEveryMs } from '#domain/operation/pulse.ts'
import { Age } from '../../parts/age.tsx'
import { Icon, icons } from '../../parts/icon.tsx'
import { connection } from '../../state/connection.ts'
import { health } from '../../state/platform/health.ts'
import { format, words } from '../../state/preferences.ts'
import { pulse } from '../../state/platform/pulse.ts'

/**
 * 自己点検: the city's own signal on the way that devices take. Gauges may be silent for minutes by
 * plan; this is the only thing that tells at any moment whether a value could come through.
 */
export function SelfCheck() {
  // The beat brings it to every page; before the first one the state of the platform has it.
  const state = pulse.value ?? health.value?.pulse
  if (!state) return null
  const { selfCheck } = words.value.status
  const { ok, last_ts: lastTs } = state
  const isCut = connection.value === 'cut'
  const verdict = isCut ? selfCheck.unknown : ok ? selfCheck.ok : selfCheck.silent
  return (
    <section aria-labelledby="self-check-title">
      <h3 id="self-check-title">{selfCheck.title}</h3>
      <p class={`self-check ${ok ? '' : 'is-bad'}`}>
        {!isCut && <Icon path={ok ? icons.check : icons.warn} />}
        <strong>{verdict}</strong>
        <span>
          {selfCheck.last}{' '}
          {lastTs === null ? (
            selfCheck.never
          ) : (
            <>
              <time class="figure" dateTime={new Date(lastTs).toISOString()}>
                {format.value.timeWithSeconds(lastTs)}
              </time>{' '}
              <Age key={lastTs} ts={lastTs} />
            </>
          )}
        </span>
      </p>
      <p class="section-note muted">{selfCheck.means(format.value.duration(pulseEveryMs))}</p>
    </section>
  )
}
