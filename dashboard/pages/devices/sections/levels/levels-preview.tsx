import { useSignal } from '@preact/signals'
import {
  thresholdKeys,
  thresholdNameOf,
  type Authority,
  type Level,
  type ThresholdKey,
} from '#domain/alarms/levels.ts'
import type { InventoryItem, ThresholdsPreview } from '#domain/wire/inventory.ts'
import { authorityIn, thresholdsIn } from '../../../../logic/inventory/levels.ts'
import { formatNumber } from '../../../../logic/value/figure.ts'
import { LevelBadge } from '../../../../parts/level-badge.tsx'
import { format, textOf } from '../../../../state/preferences.ts'
import { change } from '../../../../state/request.ts'
import { now } from '../../../../state/server-clock.ts'
import { devicePath } from '../../device-path.ts'
import { explainRefusal } from '../../form/explain-refusal.ts'
import type { Edit } from '../../form/use-edit.ts'
import { lastWords, levelWords, presentLevelWords, timesWords } from '../../words/levels.ts'

type PreviewLevel = ThresholdsPreview['given'][number]

const dayMs = 86_400_000

interface Props {
  edit: Edit
  item: InventoryItem
  /** Of the levels. */
  unit: string
}

interface Tried {
  preview: ThresholdsPreview
  /** What it was tried with. */
  of: string
}

/** How often levels as typed would have been reached, beside those that hold now. */
export function LevelsPreview({ edit, item, unit }: Props) {
  const tried = useSignal<Tried | null>(null)
  const state = useSignal<'idle' | 'asking' | { failed: string }>('idle')
  const request = thresholdsIn(edit.draft.value)
  const isWrong = thresholdKeys.some((key) => edit.faultOf(key) !== undefined)
  const ask = async () => {
    if (isWrong || state.peek() === 'asking') return
    state.value = 'asking'
    // A source may still be missing while the figures are tried.
    const body = { ...request, source: request.source ?? '–' }
    try {
      const path = devicePath(item.id, '/thresholds/preview')
      tried.value = {
        preview: await change<ThresholdsPreview>('POST', path, { body }),
        of: keyOf(edit),
      }
      state.value = 'idle'
    } catch (error) {
      state.value = { failed: textOf(explainRefusal(error).text) }
    }
  }
  return (
    <div class="levels-preview">
      <p class="muted">{textOf(levelWords.previewLead)}</p>
      <button type="button" class="button" aria-disabled={isWrong} onClick={() => void ask()}>
        {textOf(state.value === 'asking' ? levelWords.previewing : levelWords.preview)}
      </button>
      <div role="status">
        {typeof state.value === 'object' && <p class="edit-refused">{state.value.failed}</p>}
        {tried.value && (
          <PreviewTable
            preview={tried.value.preview}
            isOld={tried.value.of !== keyOf(edit)}
            given={authorityIn(edit.draft.value)}
            present={item.thresholds?.authority ?? 'local'}
            unit={unit}
          />
        )}
      </div>
    </div>
  )
}

/** The figures that a trial depends on. */
const keyOf = ({ draft }: Edit) => JSON.stringify(thresholdKeys.map((key) => draft.value[key]))

interface TableProps {
  preview: ThresholdsPreview
  isOld: boolean
  given: Authority
  present: Authority
  unit: string
}

function PreviewTable({ preview, isOld, given, present, unit }: TableProps) {
  const { from_ts: from, to_ts: to, values } = preview
  const days = Math.max(1, Math.round((to - from) / dayMs))
  if (values === 0) return <p>{textOf(levelWords.noData)}</p>
  const levelIn = (list: readonly PreviewLevel[], key: ThresholdKey) =>
    list.find((level) => level.key === key)
  return (
    <div class={isOld ? 'is-old-preview' : ''}>
      {isOld && <p class="edit-fault">{textOf(levelWords.old)}</p>}
      <table class="preview-table">
        <thead>
          <tr>
            <th scope="col">{textOf(levelWords.previewLevel)}</th>
            <th scope="col">{textOf(levelWords.given)}</th>
            <th scope="col">{textOf(levelWords.present)}</th>
          </tr>
        </thead>
        <tbody>
          {thresholdKeys.toReversed().map((key) => (
            <tr key={key}>
              <th scope="row">{textOf(thresholdNameOf(key, given))}</th>
              <TimesCell level={levelIn(preview.given, key)} {...{ days, unit }} />
              <TimesCell level={levelIn(preview.present, key)} {...{ days, unit }} />
            </tr>
          ))}
          <NowRow {...{ preview, given, present, unit }} />
        </tbody>
      </table>
    </div>
  )
}

interface TimesProps {
  level: PreviewLevel | undefined
  days: number
  unit: string
}

function TimesCell({ level, days, unit }: TimesProps) {
  if (!level) return <td class="muted">{textOf(levelWords.notSet)}</td>
  const { value, times, unconfirmed, last_ts: last, since_start: sinceStart } = level
  return (
    <td class={times > 0 ? 'is-reached' : ''}>
      <span class="figure">
        {formatNumber(value, 2)} {unit}
      </span>
      <br />
      {textOf(timesWords(days, times, unconfirmed))}
      {sinceStart && <span class="muted preview-last">{textOf(levelWords.sinceStart)}</span>}
      {last !== null && times > Number(sinceStart) && (
        <span class="muted preview-last">
          {textOf(lastWords(format.value.time(last, now.peek())))}
        </span>
      )}
    </td>
  )
}

/** The level that the present value has, and would have. */
function NowRow({ preview, given, present, unit }: Omit<TableProps, 'isOld'>) {
  const { value, given_level: would, present_level: has } = preview.now
  const figure = value === null ? textOf(levelWords.noValue) : `${formatNumber(value, 2)} ${unit}`
  return (
    <tr>
      <th scope="row">
        {textOf(levelWords.nowTitle)}
        <br />
        <span class="figure">{figure}</span>
      </th>
      <LevelCell level={value === null ? null : would} authority={given} />
      <LevelCell level={value === null ? null : has} authority={present} />
    </tr>
  )
}

function LevelCell({ level, authority }: { level: number | null; authority: Authority }) {
  if (level === null) return <td>–</td>
  return (
    <td>
      <span class="preview-level">
        <LevelBadge level={level as Level} authority={authority} />
        {textOf(presentLevelWords(level))}
      </span>
    </td>
  )
}
