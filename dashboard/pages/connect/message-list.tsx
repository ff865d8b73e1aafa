import type { MessagesResource } from '#domain/wire/message.ts'
import { RefusalItem } from '../../parts/refusal-item.tsx'
import { words } from '../../state/preferences.ts'
import { MessageCard } from './message-card.tsx'

interface Props {
  sender: string | null
  messages: MessagesResource
}

/** What came, newest first, and what the doors turned away before it came to a message. */
export function MessageList({ sender, messages: { items, refusals } }: Props) {
  const { connect } = words.value
  return (
    <>
      <section aria-labelledby="messages-title">
        <h3 id="messages-title">
          {connect.messages}
          <span class="muted connect-who">{sender ?? connect.everybody}</span>
        </h3>
        {items.length === 0 ? (
          <p class="muted">{connect.empty}</p>
        ) : (
          <ol class="messages">
            {items.map((message) => (
              <MessageCard key={message.id} message={message} isAlone={sender !== null} />
            ))}
          </ol>
        )}
      </section>
      {refusals.length > 0 && (
        <section aria-labelledby="door-refusals-title">
          <h3 id="door-refusals-title">{connect.doorRefusals}</h3>
          <ol class="incidents">
            {refusals.map((refusal) => (
              <RefusalItem
                key={`${refusal.received_ts}/${refusal.who}/${refusal.code}`}
                refusal={refusal}
              />
            ))}
          </ol>
        </section>
      )}
    </>
  )
}
