import { useSignal, useSignalEffect } from '@preact/signals'
import type { QuarantineResource } from '#domain/resources.ts'
import { operatorToken } from '../state/operator-token.ts'
import { words } from '../state/preferences.ts'
import { loadJson, RequestError } from '../state/request.ts'
import { TimeAndAge } from '../parts/age.tsx'

/** Newest entries shown; the API pages through all of them. */
const shownMax = 50

type State =
  { items: readonly QuarantineResource[] } | 'no_token' | 'refused' | 'loading' | 'failed'

/** 隔離した値: what could not be stored as a reading, with its reason. For operators only. */
export function QuarantineList() {
  const state = useSignal<State>('loading')
  useSignalEffect(() => {
    const token = operatorToken.value
    if (token === null) {
      state.value = 'no_token'
      return
    }
    loadJson<{ items: QuarantineResource[] }>(`/v1/quarantine?limit=${shownMax}`, { token })
      .then(({ items }) => (state.value = { items }))
      .catch((error: unknown) => {
        const isRefused = error instanceof RequestError && [401, 403].includes(error.status)
        state.value = isRefused ? 'refused' : 'failed'
      })
  })
  return (
    <section aria-labelledby="quarantine-title">
      <h3 id="quarantine-title">{words.value.status.quarantine}</h3>
      <QuarantineContent state={state.value} />
    </section>
  )
}

function QuarantineContent({ state }: { state: State }) {
  const { status, load } = words.value
  if (state === 'no_token') return <p class="muted">{status.needToken}</p>
  if (state === 'refused') return <p class="is-bad">{status.tokenRefused}</p>
  if (state === 'failed') return <p class="is-bad">{load.failed}</p>
  if (state === 'loading') return <p class="muted">{load.loading}</p>
  if (state.items.length === 0) return <p class="muted">{status.quarantineEmpty}</p>
  return (
    <div class="table-scroll" tabIndex={0} role="group" aria-labelledby="quarantine-title">
      <table>
        <thead>
          <tr>
            <th scope="col">{status.when}</th>
            <th scope="col">{status.who}</th>
            <th scope="col">{status.reason}</th>
            <th scope="col">{status.payload}</th>
          </tr>
        </thead>
        <tbody>
          {state.items.map((item) => (
            <tr key={item.id}>
              <td>
                <TimeAndAge ts={item.received_ts} />
              </td>
              <th scope="row">{item.device}</th>
              <td>
                <code>{item.code}</code> {item.detail}
              </td>
              <td>
                <code class="payload">{item.payload}</code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
