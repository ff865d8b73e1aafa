import type { Labels } from '#domain/words/labels.ts'

/** Titles of the parts of a device's page, in their order. */
export const sectionTitles = {
  place: { ja: '名称と位置', en: 'Name and place' },
  reporting: { ja: '設置と通信', en: 'Set-up and reporting' },
  levels: { ja: '基準水位', en: 'Thresholds' },
  zero: { ja: '零点高', en: 'Height of the zero' },
  service: { ja: '点検・休止', en: 'Out of service' },
  watching: { ja: '見守り設定', en: 'Watching' },
  remarks: { ja: 'カメラとメモ', en: 'Camera and note' },
  facts: { ja: '機器の情報', en: 'About the device' },
  changes: { ja: '変更履歴', en: 'Changes' },
  retire: { ja: '廃止', en: 'Retire' },
} as const satisfies Record<string, Labels>
export type SectionId = keyof typeof sectionTitles

export const placeWords = {
  mapHint: {
    ja: '地図をクリックするか、印を動かして位置を決めます。印を選んで矢印キーでも動かせます（Shiftで大きく）。',
    en: 'Click the map or drag the mark. With the mark focused, arrow keys move it (Shift: further).',
  },
  map: { ja: '位置を決める地図', en: 'Map to set the position' },
  mark: { ja: '機器の位置', en: 'Position of the device' },
  noPlace: { ja: '位置は未設定', en: 'No position' },
  moving: {
    ja: '動く機器のため、位置は機器が知らせます。',
    en: 'It moves, and reports where it is.',
  },
  degrees: { ja: '世界測地系の度。例：35.9563', en: 'Degrees (WGS84), for example 35.9563' },
  clear: { ja: '位置を消す', en: 'Clear the position' },
} as const satisfies Record<string, Labels>

export const reportingWords = {
  minutes: { ja: '分', en: 'min' },
  every: {
    ja: '空欄のときは、種類ごとの標準の間隔で判定します。',
    en: 'Left empty, the usual interval of its kind counts.',
  },
  standard: { ja: '標準', en: 'usual' },
  role: { ja: '役割', en: 'Role' },
  uplink: { ja: '連携', en: 'Bridge' },
  direct: { ja: '直接（MQTT・HTTP）', en: 'direct (MQTT, HTTP)' },
  token: { ja: 'トークン', en: 'Token' },
  issued: { ja: '発行', en: 'issued' },
  ended: { ja: '停止', en: 'ended' },
  rotate: { ja: 'トークンを再発行', en: 'Issue a new token' },
  rotateLead: {
    ja: '新しいトークンを一度だけ表示します。古いトークンはすぐに使えなくなり、機器に設定し直すまで通信できません。',
    en: 'A new token is shown once. The old one ends at once: the device is cut off until it has the new one.',
  },
  revoke: { ja: 'トークンを停止', en: 'End the token' },
  revokeLead: {
    ja: 'トークンを使えなくします。機器はすぐに切断され、再発行するまで通信できません。',
    en: 'The token ends and the device is disconnected at once, until a new one is issued.',
  },
} as const satisfies Record<string, Labels>

export const secretWords = {
  title: { ja: 'トークン（表示は今回だけ）', en: 'Token, shown this once' },
  lead: {
    ja: '閉じると二度と表示できません。機器に設定するか、安全な場所に控えてください。',
    en: 'Once closed it cannot be shown again. Put it into the device, or keep it in a safe place.',
  },
  line: { ja: '試しに送る（端末に貼り付け）', en: 'Send a test reading: paste into a terminal' },
  noLine: {
    ja: '機器向けの受付（MQTT）が閉じているため、試し送信の行はありません。',
    en: 'No listener is open to devices, so there is no line to try it with.',
  },
  done: { ja: '控えたので閉じる', en: 'I have kept it: close' },
} as const satisfies Record<string, Labels>

export const serviceWords = {
  inService: { ja: '稼働中', en: 'In service' },
  outOfService: { ja: '休止中', en: 'Out of service' },
  open: { ja: '再開の予定なし（手動で再開）', en: 'until somebody puts it back' },
  take: { ja: '休止する', en: 'Take out of service' },
  change: { ja: '休止の内容を変更', en: 'Change reason or end' },
  back: { ja: '再開する', en: 'Put back in service' },
  backLead: {
    ja: '水位の判定と欠測の監視を再開します。',
    en: 'Its levels count and its silence is noticed again.',
  },
  lead: {
    ja: '休止中は水位を判定せず、欠測も知らせません。地図と一覧に「休止」と理由を表示します。',
    en: 'Meanwhile its levels do not count and its silence is no trouble. Map and list say so, with the reason.',
  },
  untilHint: {
    ja: '空欄のときは、手動で再開するまで休止します。',
    en: 'Left empty, it stays out until somebody puts it back.',
  },
} as const satisfies Record<string, Labels>

export const zeroWords = {
  lead: {
    ja: '標高＝水位＋零点高。新しい値は適用日から使い、それより前の記録は前の零点高のままです。グラフには変更の線が入ります。',
    en: 'Elevation = reading + height of the zero. A new one counts from its day on; older records keep theirs, and charts mark the change.',
  },
  none: { ja: '零点高は未設定', en: 'No zero height' },
  unknown: { ja: '不明', en: 'unknown' },
  fromHint: {
    ja: 'この日の0時から。空欄のときは保存した時点から。',
    en: 'From 00:00 of this day. Left empty: from now on.',
  },
} as const satisfies Record<string, Labels>

export const watchingWords = {
  flatHint: {
    ja: '水門で管理する湖や、ふだん水のない水路など。同じ値が続いても知らせません。',
    en: 'A gated lake or a dry ditch: the same value for days is nothing to notice.',
  },
  guards: { ja: 'この機器だけの範囲', en: 'Limits of this device alone' },
  guardsLead: {
    ja: '範囲を外れた値や急な変化には「要確認」の印を付けます（値は捨てません）。空欄は種類の標準です。',
    en: 'Values beyond them are marked as doubtful, never dropped. Left empty, those of the kind count.',
  },
  none: { ja: '種類の標準どおり', en: 'As its kind has them' },
} as const satisfies Record<string, Labels>

export const remarksWords = {
  cameraHint: {
    ja: '機器の周りを映すカメラの画面や静止画のアドレス。状況の画面からも開けます。',
    en: 'Page or picture of a camera that looks at it. The situation page links to it.',
  },
  noteHint: {
    ja: '鍵の場所、点検の連絡先など。職員だけが読めます。',
    en: 'Keys, contacts … Only staff can read it.',
  },
  openCamera: { ja: 'カメラを開く', en: 'Open the camera' },
} as const satisfies Record<string, Labels>

export const factWords = {
  add: { ja: '項目を追加', en: 'Add an entry' },
  addIt: { ja: '追加', en: 'Add' },
  name: { ja: '項目', en: 'Entry' },
  other: { ja: 'そのほか（名前を入力）', en: 'Other: type its name' },
  ownName: { ja: '項目名（英小文字・数字・_）', en: 'Its name (a-z, 0-9, _)' },
  emptyHint: { ja: '空欄にすると項目を消します。', en: 'Empty an entry to remove it.' },
  none: { ja: '情報はありません', en: 'Nothing is noted' },
} as const satisfies Record<string, Labels>

export const retireWords = {
  lead: {
    ja: '撤去した機器や、もう使わない機器を廃止します。',
    en: 'For a device that was taken away or is not used any more.',
  },
  alarm: {
    ja: '出ている警戒は「廃止」を理由に解除し、記録に残します。',
    en: 'An alarm that stands is closed, with this as the reason, and stays in the record.',
  },
  noAlarm: {
    ja: '今この機器から出ている警戒はありません。',
    en: 'No alarm of this device stands now.',
  },
  data: {
    ja: '過去のデータ、設定、履歴は残ります。同じIDは二度と使えません。',
    en: 'Data, settings and history stay. Its id is never given again.',
  },
  token: { ja: 'トークンはすぐに停止します。', en: 'Its token ends at once.' },
  act: { ja: '廃止する', en: 'Retire it' },
  typeId: { ja: '確認のため機器IDを入力', en: 'Type its id to confirm' },
  idWrong: { ja: '機器IDと一致しません。', en: 'This is not its id.' },
} as const satisfies Record<string, Labels>

/** Since when and why a device is retired. */
export const retiredWords = (time: string, reason: string): Labels => ({
  ja: `${time} に廃止しました。理由：${reason}`,
  en: `Retired at ${time}: ${reason}`,
})

export const changeWords = {
  none: { ja: '変更の記録はまだありません', en: 'No change is recorded yet' },
  more: { ja: '以前の変更も表示', en: 'Show earlier changes' },
  undo: { ja: '元に戻す', en: 'Undo' },
  undoLead: {
    ja: 'この変更の前の状態に戻します。戻したことも履歴に残ります。',
    en: 'Brings back what was before it. The undoing is a change too, and can be undone.',
  },
  undone: { ja: '元に戻しました', en: 'Undone' },
  wasUndone: { ja: 'のちに元に戻されました', en: 'undone later' },
  isUndoing: { ja: '元に戻す操作', en: 'undoing' },
  platform: { ja: '予定どおり自動で', en: 'by itself, as planned' },
} as const satisfies Record<string, Labels>
