import { useComputed, useSignal, useSignalEffect } from '@preact/signals'
import { errors, isErrorCode } from '#domain/words/errors.ts'
import { remedies } from '#domain/words/remedies.ts'
import type { QuarantineResource } from '#domain/wire/quarantine.ts'
import { groupQuarantine, type QuarantineGroup } from '../../logic/operation/quarantine-groups.ts'
import { findEntry } from '../../state/fleet.ts'
import { health } from '../../state/platform/health.ts'
import { format, textOf, words } from '../../state/preferences.ts'
import { mayReadQuarantine } from '../../state/reader.ts'
import { loadJson, RequestError } from '../../state/request.ts'
import { TimeAndAge } from '../../parts/age.tsx'

/** Newest entries looked at; the API pages through all of them. */
const loadedMax = 200
/** A payload longer than this is folded away behind its beginning. */
const payloadShown = 160

type State =
  { items: readonly QuarantineResource[] } | 'no_token' | 'refused' | 'loading' | 'failed'

/** 隔離した値: what could not be stored as a reading, with its reason. For operators only. */
export function QuarantineList() {
  const state = useSignal<State>('loading')
  // The list follows the count that the live stream tells: a device maker waits for the next line.
  const total = useComputed(() => health.value?.ingest.quarantined_total)
  useSignalEffect(() => {
    void total.value
    if (!mayReadQuarantine.value) {
      state.value = 'no_token'
      return
    }
    loadJson<{ items: QuarantineResource[] }>(`/v1/quarantine?limit=${loadedMax}`)
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
    <ol class="incidents">
      {groupQuarantine(state.items).map((group) => (
        <QuarantineItem key={group.newest.id} group={group} />
      ))}
    </ol>
  )
}

/** Who, what is wrong in the reader's words, what to do, and then the door's own words. */
function QuarantineItem({ group: { newest, count } }: { group: QuarantineGroup }) {
  const { status } = words.value
  const known = isErrorCode(newest.code) ? newest.code : undefined
  return (
    <li class="incident">
      <p class="incident-who">
        <Sender item={newest} />
        <TimeAndAge ts={newest.received_ts} />
        {count > 1 && <span class="incident-count">{status.times(format.value.count(count))}</span>}
      </p>
      <div class="incident-what">
        <p class="incident-title">
          {known ? textOf(errors[known].title) : newest.code}
          {newest.index !== null && (
            <span class="muted"> {status.atIndex(format.value.count(newest.index + 1))}</span>
          )}
        </p>
        {known && <p>{textOf(remedies[known])}</p>}
        <p class="incident-detail muted" lang="en">
          <code>{newest.code}</code> {newest.detail}
        </p>
        <Payload text={newest.payload} />
      </div>
    </li>
  )
}

/** The device by its name; one that nobody registered by its address at the source. */
function Sender({ item: { device, uplink } }: { item: QuarantineResource }) {
  const name = textOf(findEntry(device)?.device.value.name)
  return (
    <>
      <strong>{name ?? (device || words.value.status.unregistered)}</strong>
      {name !== undefined && <span class="muted">{device}</span>}
      {uplink && (
        <span class="muted incident-uplink">
          {uplink.source} · {uplink.address}
        </span>
      )}
    </>
  )
}

function Payload({ text }: { text: string }) {
  if (text === '') return null
  if (text.length <= payloadShown) return <code class="payload">{text}</code>
  return (
    <details class="payload-more">
      <summary>
        <code class="payload">{text.slice(0, payloadShown)}…</code>
      </summary>
      <code class="payload">{text}</code>
    </details>
  )
}
