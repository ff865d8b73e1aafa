import { connection, lastHeardTs, restored } from '../state/connection.ts'
import { format, words } from '../state/preferences.ts'
import { Icon, icons } from '../parts/icon.tsx'

/** Sticky while the connection is cut; for ten seconds after it has come back. */
export function ConnectionBanner() {
  if (connection.value === 'cut') return <CutBanner />
  const back = restored.value
  if (!back) return null
  const time = format.value.timeWithSeconds(back.ts)
  return (
    <p class="banner banner-restored" role="status">
      {words.value.connection.restored(time, back.missedSeconds)}
    </p>
  )
}

function CutBanner() {
  const { connection: text } = words.value
  const ts = lastHeardTs.value
  return (
    <p class="banner banner-cut" role="alert">
      <Icon path={icons.warn} />
      {ts === null ? text.neverSentence : text.cutSentence(format.value.timeWithSeconds(ts))}
    </p>
  )
}
