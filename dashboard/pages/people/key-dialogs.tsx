import { keyCapabilities, type Capability } from '#domain/access/capabilities.ts'
import type { KeyAdded, KeyResource } from '#domain/wire/person.ts'
import type { Labels } from '#domain/words/labels.ts'
import { TextField } from '../../form/field.tsx'
import { capabilityWords } from '../../form/words.ts'
import { textOf } from '../../state/preferences.ts'
import { change, send as sendOnly } from '../../state/request.ts'
import { Choices, readChoices } from './choices.tsx'
import { DialogForm } from './dialog-form.tsx'
import { askWords, doneWords, peopleWords } from './words.ts'

type Closed = (done: Labels | null) => void

/** What a key may do, in words. People have what is public with all the rest. */
export const keyMay = (capability: Capability): Labels | null =>
  capability === 'public.read' ? peopleWords.publicRead : capabilityWords[capability]

const choices = keyCapabilities.flatMap((value) => {
  const label = keyMay(value)
  return label ? [{ value, label }] : []
})

export function IssueKey({ closed }: { closed: Closed }) {
  const send = async ({ name }: Record<string, string>, data: FormData) => {
    const capabilities = readChoices(data, 'capabilities', peopleWords.mayMissing)
    const body = { name, capabilities }
    const { key, secret } = await change<KeyAdded>('POST', '/v1/keys', { body })
    const shown = { label: peopleWords.secret, once: peopleWords.secretOnce, text: secret }
    return { done: doneWords.issued(key.name), secret: shown }
  }
  return (
    <DialogForm title={peopleWords.issue} act={peopleWords.issue} send={send} closed={closed}>
      {(sending) => (
        <>
          <TextField
            name="name"
            label={peopleWords.keyName}
            hint={peopleWords.keyNameHint}
            sending={sending}
            autocomplete="off"
          />
          <Choices
            name="capabilities"
            legend={peopleWords.mayDo}
            choices={choices}
            sending={sending}
          />
        </>
      )}
    </DialogForm>
  )
}

export function EndKey({ item, closed }: { item: KeyResource; closed: Closed }) {
  const send = async () => {
    await sendOnly('DELETE', `/v1/keys/${item.id}`)
    return { done: doneWords.ended(item.name) }
  }
  const title = askWords.end(item.name)
  return (
    <DialogForm title={title} act={peopleWords.end} send={send} closed={closed}>
      {() => <p>{textOf(peopleWords.endLead)}</p>}
    </DialogForm>
  )
}
