import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { button, field, go, part, registerTwo, saved, sitDown, widthOf } from './open-desks.ts'
import { listBarriers, startPages, type StartedPages } from './start-pages.ts'

let pages: StartedPages
/** Of the city's IT staff, at a desk. */
let sato: Page
/** A disaster officer, with a phone. */
let tanaka: Page
const complaints: string[] = []

beforeAll(async () => {
  pages = await startPages({ demo: undefined })
  await registerTwo(pages)
  const desk = { viewport: { width: 1280, height: 800 } }
  const phone = { viewport: { width: 390, height: 844 } }
  sato = await sitDown(pages, { name: 'sato', role: 'admin', complaints, ...desk })
  tanaka = await sitDown(pages, { name: 'tanaka', role: 'officer', complaints, ...phone })
})
afterAll(() => pages.close())

const open = (page: Page, path: string) => go(page, pages.city.url + path)

describe('the list of devices', () => {
  it('finds one by its water, and the way back leads to what was searched', async () => {
    await sato.getByText('2台', { exact: true }).waitFor()
    expect(await listBarriers(sato)).toEqual([])
    await sato.getByRole('searchbox').fill('小野川')
    await sato.getByText('2台のうち1台').waitFor()
    await sato.getByRole('link', { name: '小野橋' }).click()
    await sato.getByRole('heading', { name: '小野橋' }).waitFor()
    expect(new URL(sato.url()).searchParams.get('device')).toBe('gauge-ono')
    await sato.goBack()
    await sato.getByText('2台のうち1台').waitFor()
    expect(await sato.getByRole('searchbox').inputValue()).toBe('小野川')
  })

  it('is cards on a phone, no wider than the screen, and offers an officer nothing to add', async () => {
    await tanaka.getByText('1.40 / 1.80 / 2.10 / 2.40').waitFor()
    expect(await widthOf(tanaka)).toBe(390)
    expect(await listBarriers(tanaka)).toEqual([])
    expect(await tanaka.getByRole('link', { name: '機器を追加' }).count()).toBe(0)
  })
})

describe('a device', () => {
  it('is renamed and moved with the keyboard alone', async () => {
    await open(sato, '/devices?lang=ja&device=gauge-ono')
    await part(sato, 'place').locator('#place-edit').focus()
    await sato.keyboard.press('Enter')
    const form = part(sato, 'place')
    // The first field has the focus. A zero-width space in a name would be found by nobody.
    await sato.keyboard.press('End')
    await sato.keyboard.insertText('\u200b')
    await sato.keyboard.press('Enter')
    await form.getByText('見えない文字').waitFor()
    expect(await field(form, 'name_ja').getAttribute('aria-invalid')).toBe('true')
    await sato.keyboard.press('Backspace')
    await sato.keyboard.insertText('（新）')
    const before = Number(await field(form, 'lat').inputValue())
    await form.getByRole('button', { name: '機器の位置' }).focus()
    await sato.keyboard.press('Shift+ArrowUp')
    expect(Number(await field(form, 'lat').inputValue())).toBeGreaterThan(before)
    await form.getByLabel('理由').fill('橋の架け替え')
    expect(await listBarriers(sato)).toEqual([])
    await sato.keyboard.press('Enter')
    await saved(sato, 'place')
    await sato.getByRole('heading', { name: '小野橋（新）' }).waitFor()
    const change = part(sato, 'changes').locator('.device-change').first()
    await change.getByText('橋の架け替え').waitFor()
    expect(await change.innerText()).toContain('名称：小野橋 → 小野橋（新）')
    expect(await change.innerText()).toContain('sato')
    // On the phone of somebody else it has its new name by itself.
    await tanaka.getByRole('link', { name: '小野橋（新）' }).waitFor()
  })

  it('keeps what was typed while somebody else changes the same, and shows both', async () => {
    await open(tanaka, '/devices?lang=ja&device=gauge-ono')
    await button(part(sato, 'levels'), '変更').click()
    await button(part(tanaka, 'levels'), '変更').click()
    await field(part(sato, 'levels'), 'danger').fill('2.5')
    await field(part(tanaka, 'levels'), 'danger').fill('2.6')
    await field(part(tanaka, 'levels'), 'note').fill('現地で確認')
    await button(part(tanaka, 'levels'), '保存').click()
    await saved(tanaka, 'levels')
    const conflict = part(sato, 'levels').locator('.edit-conflict')
    await conflict.waitFor()
    expect(await conflict.locator('tbody tr').allInnerTexts()).toEqual([
      expect.stringMatching(/2\.6\s+2\.5/),
    ])
    expect(await listBarriers(sato)).toEqual([])
    // Nothing is sent before it is settled.
    await button(part(sato, 'levels'), '保存').click()
    expect(await field(part(sato, 'levels'), 'danger').inputValue()).toBe('2.5')
    await button(conflict, '今の値を使う').click()
    expect(await field(part(sato, 'levels'), 'danger').inputValue()).toBe('2.6')
    await button(part(sato, 'levels'), 'やめる').click()
  })

  it('has its thresholds checked while typed, and tried on what is stored', async () => {
    const form = part(tanaka, 'levels')
    await button(form, '変更').click()
    await field(form, 'caution').fill('1.2')
    await form.getByText('市設定水位1（1.40）より高い値にしてください').waitFor()
    await field(form, 'caution').fill('1.6')
    await button(form, '過去のデータで試す').click()
    await form.getByText('14日間で1回').first().waitFor()
    const row = form.locator('.preview-table tr', { hasText: '市設定水位2' })
    expect(await row.locator('td').allInnerTexts()).toEqual([
      expect.stringMatching(/1\.60 m\s+14日間で1回/),
      expect.stringMatching(/1\.80 m\s+14日間で到達なし/),
    ])
    expect(await widthOf(tanaka)).toBe(390)
    expect(await listBarriers(tanaka)).toEqual([])
    await field(form, 'valid_from').fill('2099-04-01')
    await button(form, '保存').click()
    await saved(tanaka, 'levels')
    const planned = form.locator('.version-planned')
    await planned.waitFor()
    expect(await planned.innerText()).toContain('2099-04-01')
    expect(await form.locator('.levels-now').innerText()).toContain('1.80')
    await sato.locator('#levels .version-planned').waitFor()
  })

  it('says who may change what an officer may not', async () => {
    expect(await part(tanaka, 'place').innerText()).toContain('変更できる役割：管理')
    expect(await button(part(tanaka, 'place'), '変更').count()).toBe(0)
    expect(await button(part(tanaka, 'retire'), '廃止する').count()).toBe(0)
  })

  it('is out of service with reason and end, on the situation page too', async () => {
    await button(part(sato, 'remarks'), '変更').click()
    await field(part(sato, 'remarks'), 'camera_url').fill('https://camera.example/ono')
    await button(part(sato, 'remarks'), '保存').click()
    await saved(sato, 'remarks')
    const service = part(tanaka, 'service')
    await button(service, '休止する').click()
    await button(service, '休止する').click()
    await service.getByText('休止の理由を入力してください').waitFor()
    await field(service, 'reason').fill('河川工事')
    await field(service, 'until').fill('2099-03-31T17:00')
    await button(service, '休止する').click()
    await saved(tanaka, 'service')
    await open(tanaka, '/?lang=ja&device=gauge-ono')
    const panel = tanaka.locator('.panel')
    await panel.getByText('河川工事').waitFor()
    expect(await panel.innerText()).toContain('3/31 17:00 に再開の予定')
    const camera = panel.getByRole('link', { name: 'カメラを開く' })
    expect(await camera.getAttribute('href')).toBe('https://camera.example/ono')
    expect(await listBarriers(tanaka)).toEqual([])
    await panel.getByRole('link', { name: 'この機器の設定' }).click()
    await button(part(tanaka, 'service'), '再開する').click()
    await button(part(tanaka, 'service'), '再開する').click()
    await saved(tanaka, 'service')
  })

  it('has another zero from now on, marked on its chart, and the change is undone', async () => {
    const zero = part(sato, 'zero')
    await button(zero, '変更').click()
    await field(zero, 'zero_height_m').fill('０．１２')
    await field(zero, 'datum').selectOption('TP')
    await button(zero, '保存').click()
    await saved(sato, 'zero')
    await open(tanaka, '/?lang=ja&device=gauge-ono')
    await tanaka.getByText('零点高を変更（不明 → 0.120 m）').waitFor()
    const change = part(sato, 'changes').locator('.device-change').first()
    await change.getByText('零点高を設定').waitFor()
    await button(change, '元に戻す').click()
    await button(change, '元に戻す').click()
    await zero.getByText('量水標の零点から').first().waitFor()
    expect(pages.city.registry.find('gauge-ono')?.gauge?.zero_height_m).toBeNull()
  })
})

describe('devices', () => {
  it('are added by a form of their kind; the token is shown once', async () => {
    await open(sato, '/devices?lang=en')
    await sato.getByRole('link', { name: 'Add a device' }).click()
    const form = sato.locator('.edit-form')
    await field(form, 'kind').selectOption('wifi')
    expect(await field(form, 'water_ja').count()).toBe(0)
    await field(form, 'kind').selectOption('flood')
    await field(form, 'water_ja').waitFor()
    await field(form, 'id').fill('gauge-ono')
    await field(form, 'name_ja').fill('小野橋（新）')
    await field(form, 'name_en').fill('Ono Bridge again')
    await field(form, 'lat').fill('0')
    await field(form, 'lon').fill('0')
    await button(form, 'Add it').click()
    await form.getByText('lies in the sea').waitFor()
    expect(await listBarriers(sato)).toEqual([])
    await field(form, 'lat').fill('35.95')
    await field(form, 'lon').fill('140.33')
    await button(form, 'Add it').click()
    await form.getByText('Device exists').waitFor()
    await field(form, 'id').fill('gauge-new')
    await button(form, 'Add it').click()
    const note = sato.locator('.secret-note')
    await note.waitFor()
    await sato.getByText('Another device has the same name').waitFor()
    const secret = await note.locator('code').first().innerText()
    expect(pages.city.registry.authenticate('gauge-new', Buffer.from(secret))?.id).toBe('gauge-new')
    expect(await note.locator('code').nth(1).innerText()).toContain('mosquitto_pub')
    expect(await listBarriers(sato)).toEqual([])
    await button(note, 'I have kept it').click()
    await sato.getByText('3 devices', { exact: true }).waitFor()
  })

  it('are retired once their id is typed; what was retired is shown on demand', async () => {
    await sato.getByRole('link', { name: 'Ono Bridge again' }).click()
    const retire = part(sato, 'retire')
    await button(retire, 'Retire it').click()
    await field(retire, 'why').fill('Taken away')
    await field(retire, 'confirm').fill('gauge-ono')
    await button(retire, 'Retire it').click()
    await retire.getByText('This is not its id').waitFor()
    await field(retire, 'confirm').fill('gauge-new')
    await button(retire, 'Retire it').click()
    await retire.getByText('Taken away').waitFor()
    expect(await listBarriers(sato)).toEqual([])
    await sato.getByRole('link', { name: 'All devices' }).click()
    await sato.getByText('2 devices', { exact: true }).waitFor()
    await sato.getByLabel('Show retired ones too').check()
    await sato.locator('.devices-table .is-retired', { hasText: 'gauge-new' }).waitFor()
  })

  it('are changed by a file: tried first, with its mistakes by line, then taken', async () => {
    await open(sato, '/devices?lang=ja&view=import')
    const choose = (text: string) =>
      sato.locator('input[type="file"]').setInputFiles({
        name: 'revision.csv',
        mimeType: 'text/csv',
        buffer: Buffer.from(text),
      })
    await choose('機器ID,市設定水位2,備考\ngauge-ono,abc,\nfarm-1,,鍵は支所\n')
    await button(sato, '内容を確認する').click()
    const fault = sato.locator('.import-report tbody tr')
    await fault.waitFor()
    expect(await fault.innerText()).toMatch(/^2\s+市設定水位2\s/)
    expect(await listBarriers(sato)).toEqual([])
    expect(await button(sato, 'この内容で取り込む').count()).toBe(0)
    await choose('機器ID,備考\ngauge-ono,橋の下流側\nfarm-1,鍵は支所\n')
    await button(sato, '内容を確認する').click()
    await button(sato, 'この内容で取り込む').click()
    await sato.getByText('追加0台、変更2台').waitFor()
    expect(pages.city.registry.find('farm-1')?.note).toBe('鍵は支所')
  })

  it('leave no error in the console', () => {
    // A refused form is an answer of 4xx, which the browser reports by itself.
    expect(complaints.filter((text) => !/status of (409|422)/.test(text))).toEqual([])
  })
})
