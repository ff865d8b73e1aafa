import { archiveNotes, listArchiveNotes } from '#domain/operation/archive.ts'
import type { HealthResource, ReductionState } from '#domain/wire/health.ts'
import { formatBytes } from '../../logic/operation/bytes.ts'
import { health } from '../../state/platform/health.ts'
import { format, textOf, words } from '../../state/preferences.ts'
import { now } from '../../state/server-clock.ts'
import { Icon, icons } from '../../parts/icon.tsx'

/** One step on the way of a reading: its name, one figure that matters, and what explains it. */
interface Stage {
  name: string
  figure: string
  unit?: string
  details: readonly string[]
  isBad?: boolean
}

/** データの流れ: from the device to the screen, stage by stage; what is wrong carries a sign. */
export function PipelineFigures() {
  const state = health.value
  const { status } = words.value
  return (
    <section class="pipeline" aria-labelledby="pipeline-title">
      <h3 id="pipeline-title">{status.pipeline}</h3>
      {state ? (
        <>
          <ol class="stages">
            {stagesOf(state).map((stage) => (
              <StageItem key={stage.name} stage={stage} />
            ))}
          </ol>
          <p class="pipeline-foot muted">
            {status.runsSince(format.value.duration(state.server_ts - state.started_ts))}
            {' · '}
            {status.version} {state.version}
          </p>
        </>
      ) : (
        <p class="muted" role="status">
          {status.noHealth}
        </p>
      )}
    </section>
  )
}

function StageItem({ stage }: { stage: Stage }) {
  return (
    <li class={stage.isBad ? 'stage is-bad' : 'stage'}>
      <h4>
        {stage.isBad && <Icon path={icons.warn} />}
        {stage.name}
      </h4>
      <p class="stage-figure">
        <span class="figure">{stage.figure}</span>
        {stage.unit && <span class="stage-unit">{stage.unit}</span>}
      </p>
      {stage.details.map((detail) => (
        <p class="stage-detail muted" key={detail}>
          {detail}
        </p>
      ))}
    </li>
  )
}

const stagesOf = (state: HealthResource): Stage[] => [
  connectionStage(state),
  arrivalStage(state),
  quarantineStage(state),
  storeStage(state),
  ...archiveStages(state),
  screenStage(state),
]

/** Milliseconds as people compare them: tenths only where they say something. */
const milliseconds = (value: number | null) =>
  value === null ? '–' : value < 10 ? value.toFixed(1) : String(Math.round(value))

function connectionStage({ broker }: HealthResource): Stage {
  const { status } = words.value
  return {
    name: status.broker,
    figure: format.value.count(broker.connections),
    unit: status.connected,
    details: broker.listeners.length > 0 ? broker.listeners : [status.noListener],
    isBad: broker.listeners.length === 0,
  }
}

function arrivalStage({ ingest }: HealthResource): Stage {
  const { status } = words.value
  const { count } = format.value
  return {
    name: status.arrival,
    figure: ingest.readings_per_s.toFixed(1),
    unit: status.perSecond,
    details: [
      status.total(count(ingest.readings_total)),
      status.duplicates(count(ingest.duplicates_total)),
    ],
  }
}

function quarantineStage({ ingest }: HealthResource): Stage {
  const { status } = words.value
  return {
    name: status.quarantined,
    figure: format.value.count(ingest.quarantined_total),
    unit: status.pieces,
    details: [status.quarantinedMeans],
    isBad: ingest.quarantined_total > 0,
  }
}

function storeStage({ store, ingest, reduction }: HealthResource): Stage {
  const { status } = words.value
  const { commit_p50_ms: median, commit_p99_ms: slowest, queued } = ingest
  const figure = store.ok
    ? { figure: milliseconds(median), unit: `${status.milliseconds} ${status.median}` }
    : { figure: status.storeBad }
  const timing =
    slowest === null ? [] : [status.slowest(`${milliseconds(slowest)} ${status.milliseconds}`)]
  return {
    name: status.store,
    ...figure,
    details: [
      ...(store.detail === null ? [] : [store.detail]),
      ...timing,
      [status.queued(format.value.count(queued)), status.disk(formatBytes(store.disk_bytes))].join(
        words.value.panel.comma,
      ),
      ...reductionDetails(reduction),
    ],
    isBad: !store.ok,
  }
}

/** Notes and doors that had to go; nothing where none had. */
function reductionDetails({ last_ts: lastTs, rows_total: rows }: ReductionState): string[] {
  if (lastTs === null || rows === 0) return []
  const time = format.value.time(lastTs, now.peek())
  return [words.value.status.reduced(time, format.value.count(rows))]
}

function screenStage({ live }: HealthResource): Stage {
  const { status } = words.value
  return {
    name: status.clients,
    figure: format.value.count(live.clients),
    unit: status.screens,
    details: [status.window(`${Math.round(live.window_ms)} ${status.milliseconds}`)],
  }
}

/** Where the years are kept; nothing where no archive is set. Late is not lost, and says so. */
function archiveStages({ archive }: HealthResource): Stage[] {
  if (!archive) return []
  const { status } = words.value
  const { condition, remedy, server, words: told } = archive
  const isWell = condition === 'ok'
  const late = isWell || condition === 'filling' ? null : lateSentence(archive.complete_to_ts)
  const why = remedy && textOf(remedy)
  const said = told && status.archiveSaid(told)
  const notes = listArchiveNotes(archive).map((note) => textOf(archiveNotes[note]))
  const details = [late, why, said, ...notes].filter((part) => part !== null)
  return [
    {
      name: status.archive,
      figure: status.archiveConditions[condition],
      details: details.length > 0 ? details : server ? [server] : [],
      isBad: condition === 'stopped' || condition === 'behind' || notes.length > 0,
    },
  ]
}

function lateSentence(completeToTs: number | null): string {
  const { status } = words.value
  if (completeToTs === null) return status.archiveLateUnknown
  return status.archiveLate(format.value.time(completeToTs, now.value))
}
