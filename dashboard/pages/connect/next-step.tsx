import type { MessagesResource } from '#domain/wire/message.ts'
import { describeRegistration } from '../../logic/operation/sender.ts'
import { KindIcon } from '../../parts/icon.tsx'
import { findEntry } from '../../state/fleet.ts'
import { textOf, words } from '../../state/preferences.ts'
import { CopyLine } from '../../parts/copy-line.tsx'

interface Props {
  sender: string
  messages: MessagesResource
}

/** What to do with this sender: register it, or let it say something. */
export function NextStep({ sender, messages }: Props) {
  const { connect } = words.value
  const { device, items, try_line: tryLine } = messages
  if (device === null) {
    return (
      <section aria-labelledby="register-title">
        <h3 id="register-title">{connect.register}</h3>
        <p class="muted">{connect.registerHint}</p>
        <CopyLine line={describeRegistration(sender, items)} label={connect.register} />
      </section>
    )
  }
  return (
    <>
      <DeviceLine id={device} messages={messages} />
      {tryLine !== null && (
        <section aria-labelledby="try-title">
          <h3 id="try-title">{connect.tryTitle}</h3>
          <p class="muted">{connect.tryHint}</p>
          <CopyLine line={tryLine} label={connect.tryTitle} />
          <p class="muted">
            {connect.secretHint} <code>npm run device -- rotate {device}</code>
          </p>
        </section>
      )}
    </>
  )
}

/** Which device it is, and by which way it comes. */
function DeviceLine({ id, messages: { uplink } }: { id: string; messages: MessagesResource }) {
  const { connect } = words.value
  const known = findEntry(id)?.device.value
  return (
    <p class="connect-device">
      {known && <KindIcon kind={known.kind} />}
      <strong>{textOf(known?.name) ?? id}</strong>
      <span class="muted">{id}</span>
      {uplink && <span>{connect.bridged(uplink.source, uplink.address)}</span>}
      <a href={`/?device=${id}`}>{connect.onMap}</a>
    </p>
  )
}
