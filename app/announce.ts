import type { CityOptions } from './city-options.ts'
import type { RunningCity } from './running-city.ts'
import type { DashboardState } from './build-dashboard.ts'
import type { Labels } from '#domain/words/labels.ts'
import { operatorLink } from './admin/operator.ts'

interface Announced {
  city: RunningCity
  name: Labels
  demo: CityOptions['demo']
  version: string
  pages: DashboardState
}

/** What a person reads after the start: where to look, where to send, where the data is. */
export function announce({ city, name, demo, version, pages }: Announced): string {
  const { url, mqttUrl, mqttsUrl, dataFolder, operatorToken, setUpToken } = city
  const mode = demo ? ' 模擬データ / simulated data' : ''
  const lines = [
    `まちもり Machimori ${version}  ${name.ja} ${name.en}${mode}`,
    '',
    `  地図 map        ${url}`,
    `  機器 devices    ${[mqttUrl, mqttsUrl].filter(Boolean).join('  ')}`,
    `  データ data     ${dataFolder}`,
    ...announceOperator(url, operatorToken),
    ...announceSetUp(url, setUpToken),
    ...announcePages(pages),
    '',
    '  終了 stop       Ctrl+C',
  ]
  return lines.join('\n')
}

function announceOperator(url: string, token: string | null): string[] {
  if (token === null) return []
  return [
    '',
    '  管理用リンク（この一度だけ表示します。保管してください。失くしたら npm run operator -- renew）',
    '  operator link (shown only this once: keep it; if lost: npm run operator -- renew)',
    `  ${operatorLink(url, token)}`,
  ]
}

function announceSetUp(url: string, token: string | null): string[] {
  if (token === null) return []
  return [
    '',
    '  初期設定リンク（最初の管理者を登録します。登録が済むまで、起動のたびに新しくなります）',
    '  set-up link (makes the first administrator; a new one at each start until then)',
    `  ${url}/#setup=${token}`,
  ]
}

function announcePages(pages: DashboardState): string[] {
  if (pages === 'fresh' || pages === 'built') return []
  const words =
    pages === 'none'
      ? ['画面がありません: npm run build', 'no pages are built: npm run build']
      : ['画面は古い版です: npm run build', 'the pages are an older build: npm run build']
  return ['', ...words.map((line) => `  ${line}`)]
}
