import type { Store } from '#store/store.ts'

const consumer = 'bridge'

/**
 * Remembers across restarts which connections ever had a session, so that a far broker that forgot
 * one is told from a connection that is new.
 */
export interface SessionLog {
  had(key: string): boolean
  note(key: string): void
}

type Parts = Pick<Store, 'loadProjection' | 'commit'>

export async function loadSessionLog(store: Parts): Promise<SessionLog> {
  const { entries } = await store.loadProjection(consumer)
  const known = new Set(entries.map(([key]) => key))
  return {
    had: (key) => known.has(key),
    note(key) {
      if (known.has(key)) return
      known.add(key)
      const checkpoint = { consumer, seq: 0, entries: [{ key, value: true }] }
      // Without it one loss would not be counted after a restart: not worth a word.
      store.commit([{ type: 'checkpoint', checkpoint }]).catch(() => undefined)
    },
  }
}
