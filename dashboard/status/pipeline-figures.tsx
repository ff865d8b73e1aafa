import { archiveStops } from '#domain/archive.ts'
import type { HealthResource } from '#domain/resources.ts'
import { formatBytes } from '../logic/bytes.ts'
import { health } from '../state/health.ts'
import { format, language, words } from '../state/preferences.ts'
import { now } from '../state/server-clock.ts'

interface Tile {
  name: string
  figure: string
  unit?: string
  detail?: string
  isBad?: boolean
}

/** From receipt to screen in a few figures; what is wrong is named, not only coloured. */
export function PipelineFigures() {
  const state = health.value
  const { status } = words.value
  return (
    <section class="tiles" aria-labelledby="pipeline-title">
      <h3 id="pipeline-title">{status.pipeline}</h3>
      {state ? (
        <dl>
          {[...flowTiles(state), ...stateTiles(state), ...archiveTiles(state)].map((tile) => (
            <div key={tile.name} class={tile.isBad ? 'tile is-bad' : 'tile'}>
              <dt>{tile.name}</dt>
              <dd>
                <span class="tile-figure figure">{tile.figure}</span>{' '}
                {tile.unit && <span class="tile-unit">{tile.unit}</span>}
                {tile.detail && <span class="tile-detail muted">{tile.detail}</span>}
              </dd>
            </div>
          ))}
        </dl>
      ) : (
        <p class="muted" role="status">
          {status.noHealth}
        </p>
      )}
    </section>
  )
}

const milliseconds = (value: number | null) => (value === null ? '–' : value.toFixed(1))

function flowTiles({ ingest, live }: HealthResource): Tile[] {
  const { status } = words.value
  const { count } = format.value
  return [
    {
      name: `${status.commit}（${status.median}）`,
      figure: milliseconds(ingest.commit_p50_ms),
      unit: status.milliseconds,
      detail: `${status.p99} ${milliseconds(ingest.commit_p99_ms)} ${status.milliseconds}`,
    },
    { name: status.rate, figure: ingest.readings_per_s.toFixed(1), unit: status.perSecond },
    {
      name: status.total,
      figure: count(ingest.readings_total),
      detail: `${status.duplicates} ${count(ingest.duplicates_total)}`,
    },
    { name: status.queued, figure: count(ingest.queued) },
    {
      name: status.quarantined,
      figure: count(ingest.quarantined_total),
      isBad: ingest.quarantined_total > 0,
    },
    {
      name: status.clients,
      figure: count(live.clients),
      detail: `${status.window} ${Math.round(live.window_ms)} ${status.milliseconds}`,
    },
  ]
}

function stateTiles({ store, broker, started_ts: startedTs, version }: HealthResource): Tile[] {
  const { status } = words.value
  return [
    {
      name: status.store,
      figure: store.ok ? status.storeOk : status.storeBad,
      detail: store.detail ?? `${formatBytes(store.disk_bytes)} ${status.disk}`,
      isBad: !store.ok,
    },
    {
      name: status.broker,
      figure: format.value.count(broker.connections),
      detail: broker.listeners.join(', '),
      isBad: broker.listeners.length === 0,
    },
    {
      name: status.uptime,
      figure: format.value.duration(Math.max(0, now.value - startedTs)),
      detail: `${status.version} ${version}`,
    },
  ]
}

/** Where the years are kept; nothing where no archive is set. Late is not lost, and says so. */
function archiveTiles({ archive }: HealthResource): Tile[] {
  if (!archive) return []
  const { status } = words.value
  const { condition, stop, server } = archive
  const isWell = condition === 'ok'
  const late = isWell || condition === 'filling' ? null : lateSentence(archive.complete_to_ts)
  const why = stop && archiveStops[stop][language.value]
  const detail = [late, why].filter((part) => part !== null).join(' ') || (server ?? '')
  return [
    {
      name: status.archive,
      figure: status.archiveConditions[condition],
      detail,
      isBad: condition === 'stopped' || condition === 'behind',
    },
  ]
}

function lateSentence(completeToTs: number | null): string {
  const { status } = words.value
  if (completeToTs === null) return status.archiveLateUnknown
  return status.archiveLate(format.value.time(completeToTs, now.value))
}
