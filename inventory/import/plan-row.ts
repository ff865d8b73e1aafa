import type { Kind } from '#domain/kinds/kind.ts'
import type { InventoryItem } from '#domain/wire/inventory.ts'
import type { NewDevice, PlannedChange } from '../inventory.ts'
import { createDraft, type Draft } from './draft.ts'
import type { FileFault } from './fault.ts'
import { planEvery } from './parts/every.ts'
import { planGauge } from './parts/gauge.ts'
import { planName, planPosition } from './parts/name-and-place.ts'
import { planPlain } from './parts/plain.ts'
import type { Patch, Planning } from './parts/planning.ts'
import { planService } from './parts/service.ts'
import { planThresholds } from './parts/thresholds.ts'
import { planUplink } from './parts/uplink.ts'
import type { FileRow } from './read-file.ts'

/** What becomes of the device of a row. */
export interface PlannedRow {
  row: number
  id: string
  /** Columns that say something else than the device does now. */
  columns: readonly string[]
  changes: readonly PlannedChange[]
  faults: readonly FileFault[]
}

interface Known {
  find(id: string): InventoryItem | undefined
  kinds: readonly Kind[]
}

/** The changes that a row asks for, or everything that is wrong with it. */
export function planRow(row: FileRow, { find, kinds }: Known): PlannedRow {
  const id = [...row.cells].find(([{ name }]) => name === 'id')?.[1].trim() ?? ''
  const present = find(id)
  const draft = createDraft(row, present)
  const kindId = draft.text('kind', present?.kind)
  const kind = kinds.find((one) => one.id === kindId)
  const planned = { row: row.line, id, faults: draft.faults }
  if (id === '') draft.refuse('id', '機器IDがありません', 'the id is missing')
  else if (present) refuseOtherKind(draft, present)
  else refuseUnknown(draft, id)
  // Without its kind nothing else of a row can be judged.
  if (id === '' || !kind) return { ...planned, columns: [], changes: [] }
  const changes = planChanges({ draft, present, kind }, id)
  const columns = draft.columns.filter((name) => name !== 'id')
  return { ...planned, columns, changes: draft.faults.length > 0 ? [] : changes }
}

function refuseOtherKind(draft: Draft, { id, kind }: InventoryItem): void {
  if (!draft.has('kind')) return
  draft.refuse(
    'kind',
    `${id} の種類は ${kind} で、変更できません`,
    `${id} is a ${kind}, which cannot be changed`,
  )
}

/** A slip in an id must not become a new device. */
function refuseUnknown(draft: Draft, id: string): void {
  const missing = ['kind', 'name_ja'].find((name) => !draft.has(name))
  if (missing === undefined || draft.faults.some(({ column }) => column === missing)) return
  draft.refuse(
    'id',
    `「${id}」は登録のない機器です。新しく登録するには kind と name_ja も必要です`,
    `no device "${id}" is registered; to add it, give kind and name_ja too`,
  )
}

function planChanges(planning: Planning, id: string): PlannedChange[] {
  const { present, kind } = planning
  const patch = {
    ...planName(planning),
    ...planPosition(planning),
    ...planEvery(planning),
    ...planGauge(planning),
    ...planService(planning),
    ...planUplink(planning),
    ...planPlain(planning),
  }
  const given = planThresholds(planning)
  const thresholds: PlannedChange[] = given ? [{ act: 'thresholds', id, given }] : []
  if (!present) {
    const { gauge } = patch
    // Dated as the row says, which a new device cannot say of itself.
    const dated: PlannedChange[] = gauge ? [{ act: 'change', id, patch: { gauge } }] : []
    return [{ act: 'add', device: createDevice(id, kind, patch) }, ...dated, ...thresholds]
  }
  if (Object.keys(patch).length === 0) return thresholds
  return [{ act: 'change', id, patch }, ...thresholds]
}

function createDevice(id: string, kind: Kind, patch: Patch): NewDevice {
  const { name, role, position, every_ms, camera_url, note, uplink, normally_flat } = patch
  return {
    id,
    kind: kind.id,
    name: name ?? { ja: id, en: id },
    origin: 'field',
    role: role ?? 'sensor',
    position: position ?? null,
    ...(every_ms && { every_ms }),
    ...(normally_flat !== undefined && { normally_flat }),
    ...(camera_url && { camera_url }),
    ...(note && { note }),
    ...(uplink && { uplink }),
  }
}
