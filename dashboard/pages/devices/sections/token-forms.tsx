import { useSignal } from '@preact/signals'
import { change } from '../../../state/request.ts'
import { textOf } from '../../../state/preferences.ts'
import { devicePath } from '../device-path.ts'
import { EditForm } from '../form/edit-form.tsx'
import { useAct } from '../form/use-act.ts'
import type { ChangeAnswer, Shown } from '../form/use-device-edit.ts'
import { SecretNote, type Secret } from '../secret-note.tsx'
import type { CloseForm } from '../section.tsx'
import { formWords } from '../words/form.ts'
import { reportingWords } from '../words/sections.ts'

interface Props {
  shown: Shown
  close: CloseForm
}

/** A new token, shown once in place of the form that asked for it. */
export function RotateForm({ shown, close }: Props) {
  const secret = useSignal<Secret | null>(null)
  const edit = useAct({
    shown,
    async send({ version }) {
      const path = devicePath(shown.item.id, '/rotate')
      const answer = await change<ChangeAnswer & Secret>('POST', path, { version })
      secret.value = answer
      return answer
    },
    said: formWords.saved,
    // It stays open until somebody says that the token is kept.
    close: () => undefined,
  })
  if (secret.value) {
    return <SecretNote secret={secret.value} close={() => close({ text: formWords.saved })} />
  }
  return (
    <EditForm
      edit={edit}
      title={reportingWords.rotate}
      act={reportingWords.rotate}
      cancel={() => close()}
      hasOwnReason
    >
      <p>{textOf(reportingWords.rotateLead)}</p>
    </EditForm>
  )
}

export function RevokeForm({ shown, close }: Props) {
  const edit = useAct({
    shown,
    send: ({ version }) =>
      change<ChangeAnswer>('POST', devicePath(shown.item.id, '/revoke'), { version }),
    said: formWords.saved,
    close,
  })
  return (
    <EditForm
      edit={edit}
      title={reportingWords.revoke}
      act={reportingWords.revoke}
      cancel={() => close()}
      hasOwnReason
    >
      <p>{textOf(reportingWords.revokeLead)}</p>
    </EditForm>
  )
}
