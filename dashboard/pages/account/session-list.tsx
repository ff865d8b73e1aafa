import { useSignal, type Signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { OpenSession } from '#domain/wire/session.ts'
import { loadJson, send } from '../../state/request.ts'
import { format, textOf, words } from '../../state/preferences.ts'
import { leave } from '../../state/reader.ts'
import { now } from '../../state/server-clock.ts'
import { accountWords } from './words.ts'

/** Where this person is logged in, each to be ended, or all. */
export function SessionList() {
  const open = useSignal<OpenSession[] | 'loading' | 'failed'>('loading')
  const load = async () => {
    const { items } = await loadJson<{ items: OpenSession[] }>('/v1/sessions')
    open.value = items
  }
  const tell = () => (open.value = 'failed')
  useEffect(() => void load().catch(tell), [])
  const end = (session: OpenSession) => {
    const path = `/v1/sessions/${session.id}` as const
    const ended = session.current ? leave(path) : send('DELETE', path).then(load)
    ended.catch(tell)
  }
  const endAll = () => {
    leave('/v1/sessions').catch(tell)
  }
  return (
    <section aria-labelledby="sessions-title">
      <h3 id="sessions-title">{textOf(accountWords.sessions)}</h3>
      <SessionTable open={open} end={end} />
      <button type="button" class="button" onClick={endAll}>
        {textOf(accountWords.endAll)}
      </button>
    </section>
  )
}

interface TableProps {
  open: Signal<OpenSession[] | 'loading' | 'failed'>
  end: (session: OpenSession) => void
}

function SessionTable({ open, end }: TableProps) {
  const { load } = words.value
  if (open.value === 'loading') return <p class="muted">{load.loading}</p>
  if (open.value === 'failed') {
    return (
      <p class="is-bad" role="alert">
        {load.failed}
      </p>
    )
  }
  return (
    <ul class="account-sessions">
      {open.value.map((session) => (
        <li key={session.id}>
          <div>
            <p>
              <strong>{nameOf(session.agent)}</strong>{' '}
              {session.current && <span class="chip">{textOf(accountWords.thisOne)}</span>}
            </p>
            <p class="muted">
              {textOf(accountWords.address)} {session.address} {words.value.sign.dot}{' '}
              {textOf(accountWords.begun)} {timeOf(session.begun_ts)} {words.value.sign.dot}{' '}
              {textOf(accountWords.used)} {timeOf(session.used_ts)}
            </p>
          </div>
          <button
            type="button"
            class="button"
            aria-label={`${textOf(accountWords.end)} ${nameOf(session.agent)} ${session.address} ${timeOf(session.begun_ts)}`}
            onClick={() => end(session)}
          >
            {textOf(accountWords.end)}
          </button>
        </li>
      ))}
    </ul>
  )
}

const timeOf = (ts: number) => format.value.time(ts, now.value)

/** Browsers name each other in their names; the most special one is meant. */
const browsers = ['Edg', 'OPR', 'Firefox', 'Chrome', 'Safari'] as const
const shownAs: Readonly<Record<string, string>> = { Edg: 'Edge', OPR: 'Opera' }
const systems = ['Windows', 'iPhone', 'iPad', 'Android', 'Mac', 'Linux'] as const

/** What a browser calls itself, in two words. */
function nameOf(agent: string): string {
  const browser = browsers.find((word) => agent.includes(`${word}/`))
  const system = systems.find((word) => agent.includes(word))
  const words = [browser && (shownAs[browser] ?? browser), system].filter(Boolean)
  return words.length > 0 ? words.join(' / ') : agent.slice(0, 40)
}
