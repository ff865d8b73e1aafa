import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { LiveStats } from '#domain/wire/health.ts'
import type { ApiParts } from '../parts.ts'
import { addBridgeMetrics } from './bridge-metrics.ts'

/** The metrics of one server; a registry of its own, so that two servers in a test stay apart. */
export function createMetrics(parts: ApiParts, live: () => LiveStats) {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  addTally(registry, {
    name: 'machimori_ingest_outcomes_total',
    help: 'What became of what came through the door',
    label: 'outcome',
    read: () => parts.ingest.stats().outcomes,
  })
  addTally(registry, {
    name: 'machimori_mqtt_publishes_total',
    help: 'Publishes by what the device was told',
    label: 'outcome',
    read: () => parts.broker().counted.publishes,
  })
  addTally(registry, {
    name: 'machimori_mqtt_refusals_total',
    help: 'What the MQTT door refused',
    label: 'code',
    read: () => parts.broker().counted.refusals,
  })
  for (const { name, help, read } of [...listCityGauges(parts, live), ...listIngestGauges(parts)]) {
    const gauge: Gauge = new Gauge({
      name: `machimori_${name}`,
      help,
      registers: [registry],
      collect: () => gauge.set(read()),
    })
  }
  if (parts.bridge) addBridgeMetrics(registry, parts.bridge)
  const requests = new Histogram({
    name: 'machimori_http_request_duration_seconds',
    help: 'Time to answer, by route pattern',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.001, 0.005, 0.025, 0.1, 0.5, 2.5],
    registers: [registry],
  })
  return { registry, requests }
}

interface GaugeDefinition {
  name: string
  help: string
  read: () => number
}

function listCityGauges(parts: ApiParts, live: () => LiveStats): GaugeDefinition[] {
  const { broker, directory, ingest } = parts
  return [
    { name: 'mqtt_connections', help: 'Devices connected', read: () => broker().connections },
    { name: 'devices', help: 'Registered devices', read: () => directory.list().length },
    { name: 'level_highest', help: 'Highest level now', read: () => ingest.alarms.highest() },
    {
      name: 'pulse_age_seconds',
      help: 'Since a self-check came through; alert above 20',
      read: () => toSeconds(parts.pulse?.().age_ms ?? null),
    },
    {
      name: 'audit_omitted',
      help: 'Entries of the audit that no file holds, since the start',
      read: () => parts.audit.omitted(),
    },
    { name: 'live_clients', help: 'Browsers on the live stream', read: () => live().clients },
    {
      name: 'live_window_seconds',
      help: 'Coalescing window of the live stream',
      read: () => live().window_ms / 1_000,
    },
  ]
}

function listIngestGauges({ ingest }: ApiParts): GaugeDefinition[] {
  const stats = () => ingest.stats()
  return [
    { name: 'ingest_queued', help: 'Entries waiting for the disk', read: () => stats().queued },
    {
      name: 'ingest_queued_bytes',
      help: 'Bytes waiting for the disk',
      read: () => stats().queued_bytes,
    },
    {
      name: 'ingest_readings_per_second',
      help: 'Mean of the last ten seconds',
      read: () => stats().readings_per_s,
    },
    {
      name: 'ingest_commit_p50_seconds',
      help: 'Receipt to fsync, last minute',
      read: () => toSeconds(stats().commit_p50_ms),
    },
    {
      name: 'ingest_commit_p99_seconds',
      help: 'Receipt to fsync, last minute',
      read: () => toSeconds(stats().commit_p99_ms),
    },
    { name: 'store_ok', help: '1 while commits succeed', read: () => Number(stats().store.ok) },
    { name: 'journal_seq', help: 'Newest journal sequence', read: () => ingest.board.seq },
  ]
}

const toSeconds = (ms: number | null) => (ms === null ? Number.NaN : ms / 1_000)

interface TallyDefinition {
  name: string
  help: string
  label: string
  read: () => Readonly<Record<string, number>>
}

/** A counter for each word of a tally that somebody else keeps. */
function addTally(registry: Registry, { name, help, label, read }: TallyDefinition): void {
  const counter: Counter = new Counter({
    name,
    help,
    labelNames: [label],
    registers: [registry],
    collect() {
      counter.reset()
      for (const [word, count] of Object.entries(read())) counter.inc({ [label]: word }, count)
    },
  })
}
