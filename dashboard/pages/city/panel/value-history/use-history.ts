import { useSignal, type ReadonlySignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { ReadingResource } from '#domain/wire/reading.ts'
import type { ReadingHistoryEntry } from '#domain/wire/reading-history.ts'
import type { Loaded } from '../../../../parts/load-note.tsx'
import { keepAsked } from '../../../../state/keep-asked.ts'
import { loadJson, RequestError } from '../../../../state/request.ts'

/** A correction may come at any time, and the live stream tells of the newest reading only. */
const askEveryMs = 5_000
/** Readings of one point of a chart to choose from: a day of minutes is a matter for the CSV. */
const readingsMax = 50
/** Steps that are shown of one reading; who corrects it more often has another problem. */
const stepsMax = 500

/** The readings of a device from `from` until before `to`, oldest first. */
export function useReadings(device: string, { from, to }: { from: number; to: number }) {
  const path = `/v1/devices/${encodeURIComponent(device)}/readings`
  return useList<ReadingResource>(`${path}?from=${from}&to=${to}&limit=${readingsMax}`)
}

/** What was known of one reading, oldest first. */
export function useHistory(device: string, ts: number) {
  const path = `/v1/devices/${encodeURIComponent(device)}/readings/${ts}/history`
  return useList<ReadingHistoryEntry>(`${path}?limit=${stepsMax}`)
}

function useList<T>(path: string): ReadonlySignal<Loaded<T>> {
  const state = useSignal<Loaded<T>>('loading')
  useEffect(() => {
    state.value = 'loading'
    return keepAsked(async (isCurrent) => {
      try {
        const page = await loadJson<{ items: T[]; next_cursor: string | null }>(path)
        if (isCurrent()) state.value = { items: page.items, hasMore: page.next_cursor !== null }
      } catch (error) {
        // What is known stays: the connection tells that it is old.
        if (isCurrent() && typeof state.peek() === 'string') state.value = explain(error)
        throw error
      }
    }, askEveryMs)
  }, [path])
  return state
}

const explain = (error: unknown) =>
  error instanceof RequestError && error.status === 404 ? 'gone' : 'failed'
