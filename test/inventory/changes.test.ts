import { describe, expect, it } from 'vitest'
import { isRefusal } from '#domain/words/refusal.ts'
import { verifyActs } from '#store/accounts/verify-acts.ts'
import { get } from '#test/accounts/open-test-accounts.ts'
import { openTestInventory, type TestInventory } from './open-test-inventory.ts'
import { bySato, gauge, suzuki, thresholdsOf } from './people-and-gauge.ts'

const openWithGauge = (): TestInventory => {
  const opened = openTestInventory()
  get(opened.inventory.add(gauge, bySato('新設')))
  return opened
}

const actsOf = ({ inventory }: TestInventory, id = gauge.id) =>
  inventory.listChanges(id, { limit: 100 }).toReversed()

describe('a change of a device', () => {
  it('is there at once and after a restart, with who, why, before and after', () => {
    const opened = openWithGauge()
    const patch = { name: { ja: '伊佐部', en: 'Isabe' }, note: '鍵は支所' }
    const changed = get(opened.inventory.change(gauge.id, patch, bySato('表札に合わせた')))
    expect(changed.device).toMatchObject({ name: patch.name, note: '鍵は支所' })
    opened.reopen()
    expect(opened.inventory.find(gauge.id)).toEqual(changed.device)
    expect(actsOf(opened)).toMatchObject([
      { act: 'device_added', why: '新設', by: { name: 'sato' }, undoable: false },
      {
        seq: changed.change,
        act: 'device_changed',
        why: '表札に合わせた',
        before: { name: gauge.name, note: null },
        after: patch,
        undoable: true,
      },
    ])
    expect(verifyActs(opened.file).reason).toBeNull()
  })

  it('that changes nothing leaves no act', () => {
    const opened = openWithGauge()
    const same = get(opened.inventory.change(gauge.id, { name: gauge.name }, bySato()))
    expect(same.change).toBeNull()
    expect(actsOf(opened)).toHaveLength(1)
  })

  it('of two people at once is taken from the first and refused to the second', () => {
    const { inventory } = openWithGauge()
    const seen = inventory.find(gauge.id)?.version
    get(inventory.change(gauge.id, { note: 'a' }, { ...bySato(), ifMatch: seen }))
    const second = { by: suzuki, why: null, ifMatch: seen }
    expect(inventory.change(gauge.id, { note: 'b' }, second)).toMatchObject({
      code: 'setting_stale',
    })
    expect(inventory.find(gauge.id)?.note).toBe('a')
  })

  it.each([
    ['a name of blanks', { name: { ja: '　 ', en: 'x' } }, 'device_invalid'],
    ['a name with a zero-width mark', { name: { ja: '伊佐\u200b部', en: 'x' } }, 'device_invalid'],
    ['a name that turns what follows', { name: { ja: '\u202e部', en: 'x' } }, 'device_invalid'],
    ['the Gulf of Guinea', { position: { lat: 0, lon: 0 } }, 'position_zero'],
    ['lat and lon mixed up', { position: { lat: 89, lon: 35.9 } }, 'device_invalid'],
    ['Paris', { position: { lat: 48.85, lon: 2.35 } }, 'device_invalid'],
    ['a mode the kind has not', { every_ms: { storm: 60_000 } }, 'device_invalid'],
    ['half a second', { every_ms: { active: 500 } }, 'device_invalid'],
    ['a guard of no field', { guards: { level: { max: 3 } } }, 'device_invalid'],
    ['a guard upside down', { guards: { level_m: { min: 3, max: 1 } } }, 'device_invalid'],
    ['a note with a bell in it', { note: 'a\u0007b' }, 'device_invalid'],
    ['a note that turns what follows', { note: '\u202eabc' }, 'device_invalid'],
    [
      'a reason of blanks',
      { out_of_service: true, service: { reason: ' 　', until_ts: null } },
      'device_invalid',
    ],
    ['a camera in a script', { camera_url: 'javascript:alert(1)' }, 'device_invalid'],
    ['out of service for nothing', { out_of_service: true }, 'reason_missing'],
    [
      'out of service until yesterday',
      { out_of_service: true, service: { reason: '点検', until_ts: 1 } },
      'device_invalid',
    ],
  ])('to %s is refused, and nothing of it is kept', (_what, patch, code) => {
    const opened = openWithGauge()
    const before = opened.inventory.find(gauge.id)
    const all = { ...patch, normally_flat: true }
    expect(opened.inventory.change(gauge.id, all, bySato())).toMatchObject({ code })
    expect(opened.inventory.find(gauge.id)).toEqual(before)
    expect(actsOf(opened)).toHaveLength(1)
  })

  it('warns of a second device of one name, and of one outside the city', () => {
    const { inventory } = openWithGauge()
    const twin = { ...gauge, id: 'gauge-2', position: { lat: 35.0, lon: 135.7 } }
    const added = get(inventory.add(twin, bySato()))
    expect(added.warnings.map(({ code }) => code)).toEqual(['name_taken', 'outside_area'])
    expect(added.warnings[0]?.detail).toContain('gauge-1')
  })
})

describe('an undoing', () => {
  it('brings back what was, is an act itself, and can be undone again', () => {
    const opened = openWithGauge()
    const { inventory } = opened
    const moved = { position: { lat: 35.94, lon: 140.45 }, camera_url: 'https://camera.example/1' }
    const { change } = get(inventory.change(gauge.id, moved, bySato()))
    const undone = get(inventory.undo(gauge.id, change ?? 0, bySato('測り間違い')))
    expect(undone.device).toMatchObject({ position: gauge.position, camera_url: null })
    expect(actsOf(opened)).toMatchObject([
      { act: 'device_added' },
      { seq: change, undone_by: undone.change, undoable: false },
      { undoes: change, why: '測り間違い', undoable: true },
    ])
    get(inventory.undo(gauge.id, undone.change ?? 0, bySato()))
    expect(inventory.find(gauge.id)).toMatchObject(moved)
  })

  it('is refused where somebody changed the same since, and leaves other fields alone', () => {
    const { inventory } = openWithGauge()
    const first = get(inventory.change(gauge.id, { note: 'a' }, bySato()))
    get(inventory.change(gauge.id, { camera_url: 'https://camera.example/1' }, bySato()))
    const second = get(inventory.change(gauge.id, { note: 'b' }, bySato()))
    const refused = inventory.undo(gauge.id, first.change ?? 0, bySato())
    expect(refused).toMatchObject({ code: 'not_undoable' })
    const undone = get(inventory.undo(gauge.id, second.change ?? 0, bySato()))
    expect(undone.device).toMatchObject({ note: 'a', camera_url: 'https://camera.example/1' })
  })

  it('of another device’s act, or of none, is refused', () => {
    const { inventory } = openWithGauge()
    const other = get(inventory.add({ ...gauge, id: 'gauge-2' }, bySato()))
    for (const seq of [other.change ?? 0, 999, -1]) {
      expect(inventory.undo(gauge.id, seq, bySato())).toMatchObject({ code: 'change_unknown' })
    }
  })
})

describe('a retired device', () => {
  it('is gone from the list, cannot log in or change, and its id is not given again', () => {
    const { inventory, registry } = openTestInventory()
    const { secret } = get(inventory.add(gauge, bySato()))
    expect(inventory.retire(gauge.id, bySato(' '))).toMatchObject({ code: 'reason_missing' })
    get(inventory.retire(gauge.id, bySato('橋の架け替え')))
    expect(inventory.list()).toEqual([])
    expect(inventory.list({ retired: true })).toMatchObject([
      { id: gauge.id, retired: { reason: '橋の架け替え' }, credential: { state: 'revoked' } },
    ])
    expect(registry.authenticate(gauge.id, Buffer.from(secret))).toBeUndefined()
    expect(registry.find(gauge.id)).toBeDefined()
    expect(inventory.change(gauge.id, { note: 'x' }, bySato())).toMatchObject({
      code: 'device_retired',
    })
    expect(inventory.add(gauge, bySato())).toMatchObject({ code: 'device_retired' })
  })

  it('leaves its address of a bridge to its successor', () => {
    const { inventory, registry } = openTestInventory()
    const settings = { mounting_height_m: 3 }
    const uplink = {
      source: 'ttn',
      address: 'a84041000181c061',
      profile: 'dragino-ldds75',
      settings,
    }
    const first = inventory.add({ ...gauge, uplink }, bySato())
    if (isRefusal(first)) throw new Error(first.detail)
    const next = { ...gauge, id: 'gauge-2', uplink }
    expect(inventory.add(next, bySato())).toMatchObject({ code: 'uplink_taken' })
    get(inventory.retire(gauge.id, bySato('故障')))
    get(inventory.add(next, bySato()))
    expect(registry.findByUplink('ttn', uplink.address)?.id).toBe('gauge-2')
  })

  it('comes back where that was a mistake, with its thresholds and without its token', () => {
    const { inventory } = openTestInventory()
    get(inventory.add(gauge, bySato()))
    get(inventory.setThresholds(gauge.id, thresholdsOf({ caution: 2 }), bySato()))
    const retired = get(inventory.retire(gauge.id, bySato('取り違え')))
    const back = get(inventory.undo(gauge.id, retired.change ?? 0, bySato('廃止は隣の機器')))
    expect(back.device).toMatchObject({
      retired: null,
      thresholds: { caution: 2 },
      credential: { state: 'revoked' },
    })
    expect(get(inventory.rotate(gauge.id, bySato())).secret).toHaveLength(43)
  })
})

describe('a device out of service', () => {
  it('is back by itself when its time is over, also over a restart', () => {
    const opened = openWithGauge()
    const until_ts = opened.clock.now() + 3_600_000
    const patch = { out_of_service: true, service: { reason: '堤防工事', until_ts } }
    get(opened.inventory.change(gauge.id, patch, bySato()))
    opened.pass(3_599_000)
    expect(opened.inventory.applyDue()).toBe(0)
    opened.reopen()
    opened.pass(1_000)
    expect(opened.inventory.applyDue()).toBe(1)
    expect(opened.inventory.find(gauge.id)).toMatchObject({ out_of_service: false, service: null })
    expect(actsOf(opened).at(-1)).toMatchObject({
      act: 'service_changed',
      by: { sort: 'platform' },
      before: { service: { reason: '堤防工事' } },
    })
  })
})

describe('many changes at once', () => {
  it('are all made, or none where one is refused', () => {
    const opened = openWithGauge()
    const { inventory } = opened
    const changes = [
      { act: 'add', device: { ...gauge, id: 'gauge-2' } },
      { act: 'change', id: gauge.id, patch: { note: 'a' } },
      { act: 'thresholds', id: 'gauge-2', given: thresholdsOf({ caution: 2 }) },
    ] as const
    const wrong = { act: 'thresholds', id: gauge.id, given: thresholdsOf({ caution: 99 }) } as const
    expect(inventory.tryAll([...changes, wrong])).toMatchObject([
      { device: 'gauge-2', isNew: true },
      { device: 'gauge-1', fields: ['note'] },
      { device: 'gauge-2', isNew: false },
      { code: 'thresholds_invalid' },
    ])
    expect(inventory.changeAll([...changes, wrong], bySato())).toMatchObject({
      code: 'thresholds_invalid',
    })
    expect(inventory.list()).toHaveLength(1)
    expect(inventory.find(gauge.id)?.note).toBeNull()
    const done = get(inventory.changeAll(changes, bySato('年次改定')))
    expect(done.changed.map(({ device }) => device.id)).toEqual(['gauge-2', 'gauge-1'])
    expect(done.secrets.get('gauge-2')).toHaveLength(43)
    expect(inventory.find('gauge-2')?.thresholds).toMatchObject({ caution: 2 })
  })
})
