import { textIn, type Faults } from '../../../logic/inventory/draft.ts'
import { change } from '../../../state/request.ts'
import { findEntry } from '../../../state/fleet.ts'
import { format, textOf } from '../../../state/preferences.ts'
import { now } from '../../../state/server-clock.ts'
import { devicePath } from '../device-path.ts'
import { EditForm } from '../form/edit-form.tsx'
import { TextField } from '../form/fields.tsx'
import { useAct } from '../form/use-act.ts'
import type { ChangeAnswer, Shown } from '../form/use-device-edit.ts'
import { Section, type CloseForm } from '../section.tsx'
import { formWords } from '../words/form.ts'
import { retiredWords, retireWords } from '../words/sections.ts'

/** 廃止: with what becomes of a standing alarm and of the data. */
export function RetireSection({ shown }: { shown: Shown }) {
  const { item } = shown
  const { retired } = item
  const text = retired
    ? retiredWords(format.value.time(retired.ts, now.peek()), retired.reason)
    : retireWords.lead
  return (
    <Section
      id="retire"
      item={item}
      acts={[
        {
          key: 'retire',
          label: retireWords.act,
          needs: 'device.edit',
          form: (close) => <RetireForm shown={shown} close={close} />,
        },
      ]}
    >
      <p class={retired ? '' : 'muted'}>{textOf(text)}</p>
    </Section>
  )
}

function RetireForm({ shown, close }: { shown: Shown; close: CloseForm }) {
  const { id } = shown.item
  const check = (draft: Record<string, string>): Faults => ({
    ...(textIn(draft, 'why') === '' && { why: formWords.whyMissing }),
    ...(textIn(draft, 'confirm') !== id && { confirm: retireWords.idWrong }),
  })
  const edit = useAct({
    shown,
    asked: { why: '', confirm: '' },
    check,
    send: ({ draft, version }) =>
      change<ChangeAnswer>('POST', devicePath(id, '/retire'), {
        body: { why: textIn(draft, 'why') },
        version,
      }),
    said: formWords.saved,
    close,
  })
  const stands = findEntry(id)?.device.value.alarm_level ?? 0
  return (
    <EditForm
      edit={edit}
      title={retireWords.act}
      act={retireWords.act}
      cancel={() => close()}
      hasOwnReason
    >
      <ul class="device-notes">
        <li>{textOf(stands > 0 ? retireWords.alarm : retireWords.noAlarm)}</li>
        <li>{textOf(retireWords.token)}</li>
        <li>{textOf(retireWords.data)}</li>
      </ul>
      <TextField edit={edit} name="why" label={formWords.why} hint={formWords.whyNeeded} />
      <TextField edit={edit} name="confirm" label={retireWords.typeId} hint={{ ja: id, en: id }} />
    </EditForm>
  )
}
