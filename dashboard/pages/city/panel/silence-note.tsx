import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { MessageResource, MessagesResource } from '#domain/wire/message.ts'
import { explainSilence, isSilent } from '../../../logic/device/silence.ts'
import { messagesPath } from '../../../logic/operation/sender.ts'
import { findKind } from '../../../state/city.ts'
import type { FleetEntry } from '../../../state/fleet.ts'
import { keepAsked } from '../../../state/keep-asked.ts'
import { textOf, words } from '../../../state/preferences.ts'
import { mayReadQuarantine } from '../../../state/reader.ts'
import { loadJson } from '../../../state/request.ts'
import { now } from '../../../state/server-clock.ts'

/** A sensor that fails goes on failing: nobody waits for these words. */
const everyMs = 30_000

/** That a device is heard although it gives no value, with the reason and what to do. */
export function SilenceNote({ entry }: { entry: FleetEntry }) {
  const device = entry.device.value
  const standing = entry.standing.value
  const kind = findKind(device.kind)
  const messages = useLastMessages(entry.id, isSilent(standing))
  if (!kind) return null
  const about = { device, kind, standing, messages, now: now.peek() }
  const silence = explainSilence({ ...about, textOf, words: words.value })
  if (!silence) return null
  const { title, reasons, remedy } = silence
  return (
    <div class="panel-warning">
      <strong>{title}</strong>
      {reasons.map((reason) => (
        <p key={reason}>{reason}</p>
      ))}
      <p>{remedy}</p>
    </div>
  )
}

/** What the device sent last, for a reader who may see it; nothing for others. */
function useLastMessages(id: string, isAsked: boolean): readonly MessageResource[] {
  const messages = useSignal<readonly MessageResource[]>([])
  const mayRead = mayReadQuarantine.value
  useEffect(() => {
    messages.value = []
    if (!isAsked || !mayRead) return undefined
    return keepAsked(async (isCurrent) => {
      const { items } = await loadJson<MessagesResource>(messagesPath(id))
      if (isCurrent()) messages.value = items
    }, everyMs)
  }, [id, isAsked, mayRead])
  return messages.value
}
