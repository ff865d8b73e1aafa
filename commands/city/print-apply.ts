import type { Actor } from '#domain/access/act.ts'
import type { Difference } from '#inventory/take-over/list-differences.ts'
import type { TakeOverReport } from '#app/admin/take-over/protocol.ts'

/** What a person reads of the difference between a folder and the registry. */
export function printApply(report: TakeOverReport): string {
  const { added, differences, refused, taken, folder } = report
  if (added.length === 0 && differences.length === 0) {
    return `${folder} と登録内容に違いはありません。\nThe registry says the same as ${folder}.`
  }
  return [
    `${folder} → 登録 / registry`,
    ...added.map(
      ({ device, name }) => `${device} ${name}\n  登録 / to be added${tokenOf(report, device)}`,
    ),
    ...printDifferences(report),
    ...refused.map(({ device, detail }) => `${device}: 取り込めません / refused: ${detail}`),
    '',
    printEnd(taken, refused.length),
  ].join('\n')
}

const tokenOf = ({ secrets }: TakeOverReport, device: string): string =>
  secrets[device] === undefined
    ? ''
    : `\n  鍵（表示はこの一度だけ）/ its secret, shown only now: ${secrets[device]}`

function printDifferences({ differences, time_zone }: TakeOverReport): string[] {
  const byDevice = Map.groupBy(differences, ({ device }) => device)
  return [...byDevice.values()].flatMap((own) => {
    const [first] = own
    const head = `${first?.device} ${first?.name}`
    return [head, ...own.map((one) => `  ${printOne(one, time_zone)}`)]
  })
}

function printOne({ field, before, after, set }: Difference, timeZone: string): string {
  const change = `${field}: ${show(before)} → ${show(after)}`
  if (!set) return change
  const when = new Date(set.ts).toLocaleString('sv-SE', { timeZone }).slice(0, 16)
  const who = nameOf(set.by)
  const why = set.why === null ? '' : `「${set.why}」`
  return `${change}\n    登録の値は ${when} に ${who.ja} が設定${why} / set by ${who.en}`
}

const show = (value: unknown): string => {
  if (value === null) return 'なし (none)'
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function nameOf({ sort, name }: Actor): { ja: string; en: string } {
  if (sort === 'command') return { ja: 'サーバーのコマンド', en: 'a command on the server' }
  return sort === 'key' ? { ja: `鍵 ${name}`, en: `the key ${name}` } : { ja: name, en: name }
}

function printEnd(taken: boolean, refused: number): string {
  if (taken)
    return '取り込みました。各変更は機器の記録に残り、元に戻せます。\nTaken over; each change is in the record and can be undone.'
  if (refused > 0)
    return '誤りがあるため、何も変えていません。\nNothing was changed because of the refusals.'
  return (
    '何も変えていません。上の内容で取り込むには: npm run city -- apply\n' +
    'Nothing was changed. To take this over: npm run city -- apply'
  )
}
