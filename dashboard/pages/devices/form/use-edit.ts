import { useSignal, type ReadonlySignal, type Signal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import type { InventoryWarning } from '#domain/wire/inventory.ts'
import type { Labels } from '#domain/words/labels.ts'
import {
  isSameDraft,
  textIn,
  type Draft,
  type Faults,
  type Sheet,
} from '../../../logic/inventory/draft.ts'
import { mergeDraft } from '../../../logic/inventory/change-lines.ts'
import { findRefusedField } from '../../../logic/inventory/refused-field.ts'
import { RequestError } from '../../../state/request.ts'
import { explainRefusal } from './explain-refusal.ts'

/** What the server said against a form, and the field that it is about, where it is one of the form. */
export interface Refused {
  key: string | undefined
  text: Labels
  /** The server's own words: the exact cause, in English. */
  detail: string
}

/** What is sent, once nothing is wrong with it. */
export interface Sent {
  draft: Draft
  base: Draft
  /** Version of what is changed; another one is refused. */
  version: string | undefined
  /** 理由, in the words of whoever changes it. */
  why: string | null
}

/** A form while somebody fills it in. */
export interface Edit {
  draft: ReadonlySignal<Draft>
  why: Signal<string>
  set(key: string, value: string): void
  leave(key: string): void
  faultOf(key: string): Labels | undefined
  refused: ReadonlySignal<Refused | null>
  isSending: ReadonlySignal<boolean>
  /** What it began with, and what holds now: somebody else changed it meanwhile where they differ. */
  base: Draft
  now: Draft
  /** Goes on from what holds now, with what was typed (`mine`) or without it. */
  settle(keep: 'mine' | 'theirs'): void
  submit(form: HTMLFormElement): void
}

interface Options<S> {
  /** As it is now; an open form follows it. */
  source: S
  versionOf(source: S): string | undefined
  sheet: Sheet<S>
  /** Rejects with `RequestError`. */
  save(sent: Sent): Promise<readonly InventoryWarning[]>
  /** Asks for what holds now. */
  reload(): Promise<S>
  done(warnings: readonly InventoryWarning[]): void
  /** Tells of faults while they are typed, not only when a field is left. */
  isEager?: boolean
}

/** A form about `source`. What was typed stays, whatever others change meanwhile. */
export function useEdit<S>(options: Options<S>): Edit {
  const { source, versionOf, sheet } = options
  const now = sheet.read(source)
  const base = useSignal(now)
  const draft = useSignal(now)
  const why = useSignal('')
  const isSending = useSignal(false)
  const refused = useSignal<Refused | null>(null)
  const version = useRef(versionOf(source))
  const shown = useFaults(options, draft)
  // Others may change other parts of a device: that is no conflict with this one.
  if (isSameDraft(now, base.value)) version.current = versionOf(source)
  useKeepPage(!isSameDraft(draft.value, base.value))

  const send = async (mayRetry: boolean): Promise<void> => {
    try {
      const sent = { draft: draft.peek(), base: base.peek(), version: version.current }
      options.done(await options.save({ ...sent, why: why.peek().trim() || null }))
    } catch (error) {
      if (!isStale(error) || !mayRetry) throw error
      const fresh = await options.reload()
      // Shown side by side; the person decides.
      if (!isSameDraft(sheet.read(fresh), base.peek())) return
      version.current = versionOf(fresh)
      await send(false)
    }
  }
  return {
    draft,
    why,
    refused,
    isSending,
    base: base.value,
    now,
    set(key, value) {
      draft.value = { ...draft.peek(), [key]: value }
      if (refused.peek()?.key === key) refused.value = null
    },
    leave: shown.leave,
    faultOf: (key) => (refused.value?.key === key ? refused.value.text : shown.faultOf(key)),
    settle(keep) {
      const typed = { base: base.peek(), now, mine: draft.peek() }
      draft.value = keep === 'theirs' ? now : mergeDraft(typed)
      base.value = now
      version.current = versionOf(source)
    },
    submit(form) {
      shown.showAll()
      if (isSending.peek() || !isSameDraft(now, base.peek())) return
      if (focusFault(form, shown.faults)) return
      isSending.value = true
      refused.value = null
      send(true)
        .catch((error: unknown) => (refused.value = refusedBy(error, draft.peek())))
        .finally(() => (isSending.value = false))
    },
  }
}

/** What is wrong with a draft, told once somebody left the field or tried to save. */
function useFaults<S>({ sheet, isEager = false }: Options<S>, draft: ReadonlySignal<Draft>) {
  const left = useSignal<readonly string[]>([])
  const isTried = useSignal(false)
  const faults = sheet.check(draft.value)
  return {
    faults,
    faultOf(key: string): Labels | undefined {
      const isTyped = textIn(draft.value, key) !== '' && (isEager || left.value.includes(key))
      return isTried.value || isTyped ? faults[key] : undefined
    },
    leave: (key: string) => (left.value = [...left.peek(), key]),
    showAll: () => (isTried.value = true),
  }
}

const isStale = (error: unknown) => error instanceof RequestError && error.code === 'setting_stale'

function refusedBy(error: unknown, draft: Draft): Refused {
  const { text, detail } = explainRefusal(error)
  const pointers = error instanceof RequestError ? error.pointers : []
  return { text, detail, key: findRefusedField({ detail, pointers }, draft) }
}

/** Leads to the first field that is wrong; false where none is. */
function focusFault(form: HTMLFormElement, faults: Faults): boolean {
  const wrong = Array.from(form.elements).find(
    (element) => element instanceof HTMLElement && faults[element.dataset['field'] ?? ''],
  )
  if (wrong instanceof HTMLElement) wrong.focus()
  return Object.keys(faults).length > 0
}

/** Asks before the window is closed over what was typed and not saved. */
function useKeepPage(isTyped: boolean): void {
  useEffect(() => {
    if (!isTyped) return undefined
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [isTyped])
}
