import { words } from '../../state/preferences.ts'
import { selectedId } from '../../state/address.ts'
import { MessageList } from './message-list.tsx'
import { SenderForm } from './sender-form.tsx'
import { NextStep } from './next-step.tsx'
import { useMessages, type MessagesState } from './use-messages.ts'

/** 機器をつなぐ: what a new device said last, and what became of it. For operators only. */
export function Page() {
  const { connect } = words.value
  const state = useMessages(selectedId)
  return (
    <main id="main" class="status-page connect-page" tabIndex={-1}>
      <div class="status-lead">
        <h2>{connect.title}</h2>
        <p class="muted">{connect.lead}</p>
      </div>
      <ConnectContent state={state.value} />
    </main>
  )
}

function ConnectContent({ state }: { state: MessagesState }) {
  const { load, status } = words.value
  if (state === 'refused') return <p class="is-bad">{status.tokenRefused}</p>
  const sender = selectedId.value
  return (
    <>
      <SenderForm key={sender} sender={sender} />
      {state === 'loading' && <p class="muted">{load.loading}</p>}
      {state === 'failed' && (
        <p class="is-bad" role="status">
          {load.failed}
        </p>
      )}
      {typeof state === 'object' && (
        <>
          {sender !== null && <NextStep sender={sender} messages={state} />}
          <MessageList sender={sender} messages={state} />
        </>
      )}
    </>
  )
}
