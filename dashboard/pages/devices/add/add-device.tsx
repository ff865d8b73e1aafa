import { useSignal } from '@preact/signals'
import type { InventoryWarning } from '#domain/wire/inventory.ts'
import type { KindResource } from '#domain/wire/kind.ts'
import { newDeviceIn, newDeviceSheet } from '../../../logic/inventory/new-device.ts'
import { findKind, kinds } from '../../../state/city.ts'
import { openPart } from '../../../state/address.ts'
import { textOf } from '../../../state/preferences.ts'
import { change } from '../../../state/request.ts'
import { EditForm } from '../form/edit-form.tsx'
import { ChoiceField, LongField, TextField } from '../form/fields.tsx'
import type { ChangeAnswer } from '../form/use-device-edit.ts'
import { useEdit, type Edit } from '../form/use-edit.ts'
import { BackToList, LinkToDevice } from '../link-to-part.tsx'
import { SecretNote, type Secret } from '../secret-note.tsx'
import { OutcomeNote } from '../section.tsx'
import { IntervalFields, RoleField } from '../sections/reporting-section.tsx'
import { NameFields, PositionFields } from '../sections/place-section.tsx'
import { addWords, addedWords } from '../words/add.ts'
import { keyLabels } from '../words/keys.ts'
import { remarksWords } from '../words/sections.ts'

type Added = ChangeAnswer & Secret

/** 機器を追加: a form made from the kind, then the token and the line to paste, once. */
export function AddDevice() {
  const added = useSignal<Added | null>(null)
  return (
    <main id="main" class="status-page devices-page" tabIndex={-1}>
      <BackToList />
      <div class="status-lead">
        <h2>{textOf(addWords.title)}</h2>
        {!added.value && <p class="muted">{textOf(addWords.lead)}</p>}
      </div>
      <div class="device-section">
        {added.value ? (
          <AddedNote added={added.value} />
        ) : (
          <AddForm done={(answer) => (added.value = answer)} />
        )}
      </div>
    </main>
  )
}

/** Nothing is there yet that somebody else could change. */
const nothing = {}

function AddForm({ done }: { done: (added: Added) => void }) {
  const [first] = kinds.value
  const edit = useEdit<object>({
    source: nothing,
    versionOf: () => undefined,
    sheet: newDeviceSheet(first?.id ?? '', findKind),
    reload: async () => nothing,
    async save({ draft, why }): Promise<readonly InventoryWarning[]> {
      const chosen = findKind(draft['kind'] ?? '')
      if (!chosen) return []
      const body = { ...newDeviceIn(draft, chosen), why }
      done(await change<Added>('POST', '/v1/devices', { body }))
      return []
    },
    done: () => undefined,
  })
  const kind = findKind(edit.draft.value['kind'] ?? '')
  return (
    <EditForm
      edit={edit}
      title={addWords.title}
      kind={kind}
      act={addWords.act}
      cancel={() => openPart(null)}
    >
      <ChoiceField
        edit={edit}
        name="kind"
        label={keyLabels.kind}
        choices={kinds.value.map(({ id, title }) => ({ value: id, label: title }))}
      />
      <TextField edit={edit} name="id" label={keyLabels.id} hint={addWords.idHint} maxLength={32} />
      <NameFields edit={edit} />
      {kind && <KindFields edit={edit} kind={kind} />}
      <LongField edit={edit} name="note" label={keyLabels.note} hint={remarksWords.noteHint} />
    </EditForm>
  )
}

/** What depends on the kind: which water it measures, where it stands, how often it reports. */
function KindFields({ edit, kind }: { edit: Edit; kind: KindResource }) {
  return (
    <>
      {kind.level_field !== null && (
        <div class="edit-row">
          <TextField edit={edit} name="water_ja" label={keyLabels.water_ja} lang="ja" />
          <TextField edit={edit} name="water_en" label={keyLabels.water_en} lang="en" />
        </div>
      )}
      {kind.position === 'fixed' && <PositionFields edit={edit} />}
      <IntervalFields edit={edit} kind={kind} />
      {kind.events && <RoleField edit={edit} />}
    </>
  )
}

/** The token this once, what to look at, and where to go on. */
function AddedNote({ added }: { added: Added }) {
  const { device, warnings } = added
  const hasLevels = findKind(device.kind)?.level_field != null
  return (
    <>
      <div role="status">
        <OutcomeNote outcome={{ text: addedWords(device.name, device.id), warnings }} />
      </div>
      <SecretNote secret={added} close={() => openPart(null)} />
      <p class="device-notes-below">
        <LinkToDevice id={device.id} look="button">
          {textOf(hasLevels ? addWords.goOnLevels : addWords.goOn)}
        </LinkToDevice>
      </p>
    </>
  )
}
