import { useId } from 'preact/hooks'
import { readSender } from '../../logic/operation/sender.ts'
import { select } from '../../state/address.ts'
import { fleet } from '../../state/fleet.ts'
import { textOf, words } from '../../state/preferences.ts'

/** Which device? An id that is known, one that is not yet, or a DevEUI off its sticker. */
export function SenderForm({ sender }: { sender: string | null }) {
  const { connect } = words.value
  const id = useId()
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    const text = new FormData(event.currentTarget as HTMLFormElement).get('sender')
    select(readSender(typeof text === 'string' ? text : ''))
  }
  return (
    <form class="sender-form" onSubmit={submit}>
      <label for={`${id}-sender`}>{connect.which}</label>
      <div class="sender-fields">
        <input
          id={`${id}-sender`}
          name="sender"
          type="text"
          list={`${id}-known`}
          defaultValue={sender ?? ''}
          aria-describedby={`${id}-hint`}
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          maxLength={200}
        />
        <button type="submit" class="button">
          {connect.show}
        </button>
      </div>
      <datalist id={`${id}-known`}>
        {fleet.value.map((entry) => (
          <option key={entry.id} value={entry.id}>
            {textOf(entry.device.value.name)}
          </option>
        ))}
      </datalist>
      <p id={`${id}-hint`} class="muted sender-hint">
        {connect.whichHint}
      </p>
    </form>
  )
}
