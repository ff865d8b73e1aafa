import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useRef } from 'preact/hooks'
import { heldByRoles, type Capability } from '#domain/access/capabilities.ts'
import { roleNames } from '#domain/access/roles.ts'
import type { InventoryItem, InventoryWarning } from '#domain/wire/inventory.ts'
import type { Labels } from '#domain/words/labels.ts'
import { language, textOf } from '../../state/preferences.ts'
import { may } from '../../state/reader.ts'
import { formWords, onlyFor, warningWords } from './words/form.ts'
import { sectionTitles, type SectionId } from './words/sections.ts'

/** Something that can be done in a section: its button, and the form that the button opens. */
export interface SectionAct {
  key: string
  label: Labels
  needs: Capability
  /** `close` with what became of it, or with nothing where somebody thought better of it. */
  form(close: CloseForm): ComponentChildren
}

/** What was saved in words, and what to look at. */
export interface Outcome {
  text: Labels
  warnings?: readonly InventoryWarning[]
}
export type CloseForm = (outcome?: Outcome) => void

interface Props {
  id: SectionId
  item: InventoryItem
  acts?: readonly SectionAct[]
  children: ComponentChildren
}

/** A part of a device: how it is, and for who may a button that opens the form in its place. */
export function Section({ id, item, acts = [], children }: Props) {
  const open = useSignal<string | null>(null)
  const outcome = useSignal<Outcome | null>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  const close: CloseForm = (result) => {
    open.value = null
    outcome.value = result ?? null
    heading.current?.focus()
  }
  const start = (key: string) => {
    outcome.value = null
    open.value = key
  }
  const shown = acts.find(({ key }) => key === open.value)
  return (
    <section class="device-section" id={id} aria-labelledby={`${id}-title`}>
      <header class="device-section-head">
        <h3 id={`${id}-title`} tabIndex={-1} ref={heading}>
          {textOf(sectionTitles[id])}
        </h3>
        {!shown && <ActButtons id={id} acts={acts} item={item} start={start} />}
      </header>
      <div role="status">{outcome.value && <OutcomeNote outcome={outcome.value} />}</div>
      {children}
      {shown?.form(close)}
    </section>
  )
}

interface ButtonProps {
  id: SectionId
  acts: readonly SectionAct[]
  item: InventoryItem
  start: (key: string) => void
}

function ActButtons({ id, acts, item, start }: ButtonProps) {
  const [first] = acts
  // Said once, at the head of the page.
  if (!first || item.retired) return null
  const held = acts.filter(({ needs }) => may(needs))
  if (held.length === 0) return <p class="muted">{textOf(onlyFor(rolesOf(first.needs)))}</p>
  return (
    <div class="device-section-acts">
      {held.map(({ key, label }) => (
        <button
          type="button"
          class="button"
          key={key}
          id={`${id}-${key}`}
          aria-describedby={`${id}-title`}
          onClick={() => start(key)}
        >
          {textOf(label)}
        </button>
      ))}
    </div>
  )
}

function rolesOf(needs: Capability): Labels {
  const names = heldByRoles[needs].map((role) => roleNames[role])
  return {
    ja: names.map(({ ja }) => ja).join('・'),
    en: names.map(({ en }) => en.toLowerCase()).join(', '),
  }
}

export function OutcomeNote({ outcome: { text, warnings = [] } }: { outcome: Outcome }) {
  return (
    <div class={`outcome ${warnings.length > 0 ? 'has-warnings' : ''}`}>
      <p>{textOf(text)}</p>
      {warnings.length > 0 && (
        <>
          <p>{textOf(formWords.warnings)}</p>
          <ul>
            {warnings.map(({ code, detail }) => (
              <li key={code}>{textOf(warningWords(code, detail))}</li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}

export interface PairLine {
  label: Labels
  value: ComponentChildren
}

/** Names and values, one a line. */
export function Pairs({ lines }: { lines: readonly PairLine[] }) {
  return (
    <dl class="device-pairs" lang={language.value}>
      {lines.map(({ label, value }) => (
        <div key={label.en}>
          <dt>{textOf(label)}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
