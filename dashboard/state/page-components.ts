import type { ComponentType } from 'preact'
import { effect, signal } from '@preact/signals'
import { accountPage, pages } from '../pages.ts'
import { page } from './address.ts'
import { beginDrawing } from './idle.ts'
import { loadState } from './load-city.ts'

const loaders = import.meta.glob<{ Page: ComponentType }>('../pages/*/page.tsx')

/** The pages whose code has come, by id; `failed` where it could not be loaded. */
export const pageComponents = signal<Readonly<Record<string, ComponentType | 'failed'>>>({})

async function loadPage(id: string): Promise<void> {
  if (pageComponents.peek()[id]) return
  const loaded = await loaders[`../pages/${id}/page.tsx`]?.().catch(() => undefined)
  pageComponents.value = { ...pageComponents.peek(), [id]: loaded?.Page ?? 'failed' }
}

/**
 * Loads the code of each page that is opened, and once the city is there that of all others: a
 * reader whose line is cut can still turn to another page.
 */
export function startPageComponents(): () => void {
  const stopOpening = effect(() => {
    // Whoever may read nothing is asked who they are, wherever they are.
    const shown = loadState.value === 'signed_out' ? accountPage : page.value
    void loadPage(shown.id).finally(beginDrawing())
  })
  const stopAhead = effect(() => {
    if (loadState.value === 'ready') for (const { id } of pages) void loadPage(id)
  })
  return () => {
    stopOpening()
    stopAhead()
  }
}
