import { useSignal } from '@preact/signals'
import { useId } from 'preact/hooks'
import { knownFacts } from '#domain/devices/facts.ts'
import type { Labels } from '#domain/words/labels.ts'
import {
  factKey,
  factNames,
  factPatch,
  factSheet,
  findFactNameFault,
  wordsOf,
} from '../../../logic/inventory/fact-rows.ts'
import { factLines } from '../../../logic/device/fact-lines.ts'
import { textOf, words } from '../../../state/preferences.ts'
import { EditForm } from '../form/edit-form.tsx'
import { ChoiceField, TextField } from '../form/fields.tsx'
import { useDeviceEdit, type Shown } from '../form/use-device-edit.ts'
import type { Edit } from '../form/use-edit.ts'
import { Pairs, Section, type CloseForm } from '../section.tsx'
import { formWords } from '../words/form.ts'
import { keyWords } from '../words/keys.ts'
import { factWords, sectionTitles } from '../words/sections.ts'

/** 機器の情報: what people want to know of it beside its values. */
export function FactsSection({ shown }: { shown: Shown }) {
  const { item } = shown
  const lines = factLines(item.facts, { textOf, words: words.value })
  return (
    <Section
      id="facts"
      item={item}
      acts={[
        {
          key: 'edit',
          label: formWords.edit,
          needs: 'device.edit',
          form: (close) => <FactsForm shown={shown} close={close} />,
        },
      ]}
    >
      {lines.length === 0 ? (
        <p class="muted">{textOf(factWords.none)}</p>
      ) : (
        <Pairs
          lines={lines.map(({ label, text }) => ({ label: { ja: label, en: label }, value: text }))}
        />
      )}
    </Section>
  )
}

function FactsForm({ shown, close }: { shown: Shown; close: CloseForm }) {
  const patch = (draft: Edit['base']) => factPatch(draft, shown.item)
  const edit = useDeviceEdit({ shown, sheet: factSheet, patch, close })
  return (
    <EditForm edit={edit} title={sectionTitles.facts} cancel={() => close()}>
      <p class="muted edit-note">{textOf(factWords.emptyHint)}</p>
      {factNames(edit.draft.value).map((name) => (
        <FactField key={name} edit={edit} name={name} />
      ))}
      <NewFact edit={edit} />
    </EditForm>
  )
}

function FactField({ edit, name }: { edit: Edit; name: string }) {
  const key = factKey(name)
  const label = keyWords(key, undefined)
  const choices = Object.entries(wordsOf(name)).map(([value, word]) => ({ value, label: word }))
  if (choices.length === 0) return <TextField edit={edit} name={key} label={label} />
  const all = [{ value: '', label: formWords.empty }, ...choices]
  return <ChoiceField edit={edit} name={key} label={label} choices={all} />
}

/** One more entry: of those that pages have words for, or of another name. */
function NewFact({ edit }: { edit: Edit }) {
  const id = useId()
  const chosen = useSignal('')
  const own = useSignal('')
  const fault = useSignal<Labels | undefined>(undefined)
  const isOther = chosen.value === 'other'
  const offered = Object.entries(knownFacts).filter(
    ([name, { type }]) => type !== 'technical' && !Object.hasOwn(edit.draft.value, factKey(name)),
  )
  const add = () => {
    const name = isOther ? own.value.trim() : chosen.value
    fault.value = findFactNameFault(name, edit.draft.peek())
    if (fault.value) return
    edit.set(factKey(name), '')
    chosen.value = ''
    own.value = ''
  }
  return (
    <div class="edit-field new-fact">
      <label for={id}>{textOf(factWords.add)}</label>
      <span class="edit-input">
        <select
          id={id}
          value={chosen.value}
          onChange={(event) => (chosen.value = event.currentTarget.value)}
        >
          <option value="">–</option>
          {offered.map(([name]) => (
            <option key={name} value={name}>
              {textOf(keyWords(name, undefined))}
            </option>
          ))}
          <option value="other">{textOf(factWords.other)}</option>
        </select>
        {isOther && (
          <input
            aria-label={textOf(factWords.ownName)}
            placeholder={textOf(factWords.ownName)}
            value={own.value}
            maxLength={64}
            onInput={(event) => (own.value = event.currentTarget.value)}
          />
        )}
        <button type="button" class="button" disabled={chosen.value === ''} onClick={add}>
          {textOf(factWords.addIt)}
        </button>
      </span>
      <div role="alert">{fault.value && <p class="edit-fault">{textOf(fault.value)}</p>}</div>
    </div>
  )
}
