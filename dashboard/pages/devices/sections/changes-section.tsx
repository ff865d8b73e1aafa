import { useSignal } from '@preact/signals'
import { actCodes } from '#domain/words/act-codes.ts'
import type { DeviceChange, InventoryItem } from '#domain/wire/inventory.ts'
import { listChangeLines } from '../../../logic/inventory/change-lines.ts'
import { findKind } from '../../../state/city.ts'
import { format, textOf, words } from '../../../state/preferences.ts'
import { may } from '../../../state/reader.ts'
import { change, loadJson } from '../../../state/request.ts'
import { now } from '../../../state/server-clock.ts'
import { devicePath } from '../device-path.ts'
import { EditForm } from '../form/edit-form.tsx'
import { useAct } from '../form/use-act.ts'
import type { ChangeAnswer, Shown } from '../form/use-device-edit.ts'
import { OutcomeNote, Section, type CloseForm } from '../section.tsx'
import { useFollowed } from '../../../parts/use-followed.ts'
import { keyWords, printValue } from '../words/keys.ts'
import { changeWords } from '../words/sections.ts'

/** Changes shown at first; earlier ones are asked for. */
const pageSize = 20

interface ChangePage {
  items: DeviceChange[]
  next_cursor: string | null
}

/** 変更履歴: who, when, why, what it was and is; each can be undone while nobody changed the same. */
export function ChangesSection({ shown }: { shown: Shown }) {
  const { item } = shown
  const path = devicePath(item.id, `/changes?limit=${pageSize}`)
  const following = useFollowed<ChangePage>(path)
  const earlier = useSignal<readonly DeviceChange[]>([])
  /** Of the page after the last one; undefined while only the newest are shown. */
  const cursor = useSignal<string | null | undefined>(undefined)
  const state = following.state.value
  const newest = typeof state === 'object' ? state.loaded : { items: [], next_cursor: null }
  // What was asked for as earlier may have moved up to the newest meanwhile.
  const last = newest.items.at(-1)?.seq ?? Number.POSITIVE_INFINITY
  const all = [...newest.items, ...earlier.value.filter(({ seq }) => seq < last)]
  const next = cursor.value === undefined ? newest.next_cursor : cursor.value
  const more = async () => {
    const page = await loadJson<ChangePage>(`${path}&cursor=${encodeURIComponent(next ?? '')}`)
    cursor.value = page.next_cursor
    earlier.value = [...earlier.peek(), ...page.items]
  }
  const reload = () => Promise.all([following.reload(), shown.reload()])
  return (
    <Section id="changes" item={item}>
      {state === 'loading' && <p class="muted">{words.value.load.loading}</p>}
      {typeof state === 'object' && all.length === 0 && (
        <p class="muted">{textOf(changeWords.none)}</p>
      )}
      <ol class="device-changes">
        {all.map((one) => (
          <ChangeItem key={one.seq} change={one} shown={shown} reload={reload} />
        ))}
      </ol>
      {next !== null && (
        <button type="button" class="button" onClick={() => void more()}>
          {textOf(changeWords.more)}
        </button>
      )}
    </Section>
  )
}

interface ItemProps {
  change: DeviceChange
  shown: Shown
  reload(): Promise<unknown>
}

function ChangeItem({ change: one, shown, reload }: ItemProps) {
  const isOpen = useSignal(false)
  const isDone = useSignal(false)
  const close: CloseForm = (outcome) => {
    isOpen.value = false
    isDone.value = outcome !== undefined
    document.getElementById('changes-title')?.focus()
    if (outcome) void reload()
  }
  return (
    <li class="device-change">
      <ChangeHead change={one} />
      <ChangeWords change={one} item={shown.item} />
      <div role="status">
        {isDone.value && <OutcomeNote outcome={{ text: changeWords.undone }} />}
      </div>
      {isOpen.value && <UndoForm change={one} shown={shown} close={close} />}
      {!isOpen.value && mayUndo(one, shown.item) && (
        <button
          type="button"
          class="button"
          aria-label={`${textOf(changeWords.undo)} ${textOf(actCodes[one.act])} ${timeOf(one)}`}
          onClick={() => (isOpen.value = true)}
        >
          {textOf(changeWords.undo)}
        </button>
      )}
    </li>
  )
}

const timeOf = ({ ts }: DeviceChange) => format.value.time(ts, now.peek())

/** What was done, when and by whom, and whether it still stands. */
function ChangeHead({ change: one }: { change: DeviceChange }) {
  return (
    <p class="device-change-head">
      <strong>{textOf(actCodes[one.act])}</strong>
      <time dateTime={new Date(one.ts).toISOString()}>{timeOf(one)}</time>
      <span>{one.by.sort === 'platform' ? textOf(changeWords.platform) : one.by.name}</span>
      {one.undoes !== undefined && <span class="chip">{textOf(changeWords.isUndoing)}</span>}
      {one.undone_by !== null && <span class="chip">{textOf(changeWords.wasUndone)}</span>}
    </p>
  )
}

/** Why, and what it was and is. */
function ChangeWords({ change: one, item }: { change: DeviceChange; item: InventoryItem }) {
  const kind = findKind(item.kind)
  return (
    <>
      {one.why && (
        <p>
          <q>{one.why}</q>
        </p>
      )}
      <ul>
        {listChangeLines(one.before, one.after).map(({ path, before, after }) => (
          <li key={path}>
            {textOf(keyWords(path, kind, item.thresholds?.authority))}
            {words.value.sign.colon}
            {printValue(path, before)} → <b>{printValue(path, after)}</b>
          </li>
        ))}
      </ul>
    </>
  )
}

/** Of a retired device nothing changes but that it is retired. */
const mayUndo = (one: DeviceChange, { retired }: InventoryItem): boolean =>
  one.undoable && (!retired || one.act === 'device_retired') && may(needsOf(one))

/** Undoing needs what the change needed. */
function needsOf({ act }: DeviceChange) {
  if (act === 'thresholds_set') return 'threshold.edit'
  return act === 'service_changed' ? 'device.service' : 'device.edit'
}

interface UndoProps {
  change: DeviceChange
  shown: Shown
  close: CloseForm
}

function UndoForm({ change: { seq }, shown, close }: UndoProps) {
  const path = devicePath(shown.item.id, `/changes/${seq}/undo`)
  const edit = useAct({
    shown,
    send: () => change<ChangeAnswer>('POST', path),
    said: changeWords.undone,
    close,
  })
  return (
    <EditForm
      edit={edit}
      title={changeWords.undo}
      act={changeWords.undo}
      cancel={() => close()}
      hasOwnReason
    >
      <p>{textOf(changeWords.undoLead)}</p>
    </EditForm>
  )
}
