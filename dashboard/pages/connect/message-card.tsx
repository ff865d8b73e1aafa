import { errors, isErrorCode } from '#domain/words/errors.ts'
import { remedies } from '#domain/words/remedies.ts'
import { messageStates, type MessageState } from '#domain/payload/message.ts'
import { formatBytes } from '../../logic/operation/bytes.ts'
import { Icon, icons } from '../../parts/icon.tsx'
import { TimeAndAge } from '../../parts/age.tsx'
import { select } from '../../state/address.ts'
import type { MessageResource } from '#domain/wire/message.ts'
import { textOf, words } from '../../state/preferences.ts'

const signs: Record<MessageState, string> = {
  waiting: icons.clock,
  stored: icons.check,
  duplicate: icons.check,
  quarantined: icons.warn,
  refused: icons.close,
}

/** One message: when, from whom, what became of it and why, and what it said. */
export function MessageCard({ message, isAlone }: { message: MessageResource; isAlone: boolean }) {
  const { connect } = words.value
  const { state, bytes, payload, via } = message
  const isCut = bytes > new TextEncoder().encode(payload).length
  return (
    <li class={`message message-${state}`}>
      <div class="message-head">
        <strong class="message-state">
          <Icon path={signs[state]} />
          {textOf(messageStates[state])}
        </strong>
        {!isAlone && <SenderName message={message} />}
        <TimeAndAge ts={message.received_ts} />
        <span class="muted">{connect.via[via] ?? via}</span>
      </div>
      <Reasons message={message} />
      <pre tabIndex={0} role="group" aria-label={connect.payload}>
        <code>{payload}</code>
      </pre>
      {message.translated !== null && (
        <p class="message-note">
          {connect.translated}: <code>{message.translated}</code>
        </p>
      )}
      {isCut && <p class="muted message-note">{connect.cut(formatBytes(bytes))}</p>}
    </li>
  )
}

/** Leads to the messages of this sender alone. */
function SenderName({ message: { device, source, address } }: { message: MessageResource }) {
  const { connect } = words.value
  const name = device ?? address ?? ''
  return (
    <span class="message-sender">
      <button type="button" class="text-button" onClick={() => select(name)}>
        {name}
      </button>
      {device === null && (
        <span class="muted">
          {connect.stranger}
          {source !== null && ` (${source})`}
        </span>
      )}
    </span>
  )
}

function Reasons({ message }: { message: MessageResource }) {
  const { connect } = words.value
  const { accepted, quarantined, refused } = message
  const reasons = refused ? [{ index: 0, ...refused }] : quarantined
  const isArray = accepted + quarantined.length > 1
  if (reasons.length === 0) return null
  return (
    <>
      {isArray && <p class="message-note">{connect.counts(accepted, quarantined.length)}</p>}
      <ul class="message-reasons">
        {reasons.map(({ index, code, detail }) => (
          <li key={index}>
            {isArray && <span class="muted">{connect.at(index)}: </span>}
            <Reason code={code} />
            <p class="message-detail muted" lang="en">
              <code>{code}</code> {detail}
            </p>
          </li>
        ))}
      </ul>
    </>
  )
}

/** The code in words, and what to do; one that is not in the table is shown as it is. */
function Reason({ code }: { code: string }) {
  if (!isErrorCode(code)) return <strong>{code}</strong>
  return (
    <>
      <strong>{textOf(errors[code].title)}</strong>
      <p class="message-note">{textOf(remedies[code])}</p>
    </>
  )
}
