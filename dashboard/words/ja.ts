import { amountsJa } from './amounts.ts'
import { chartJa } from './chart.ts'
import { connectJa } from './connect.ts'
import { panelJa } from './panel.ts'
import { mapJa } from './map-words.ts'
import { recordJa } from './record.ts'
import { eventsJa } from './events.ts'
import { signInJa } from './sign-in.ts'
import { stateJa } from './state.ts'

/** Every text of the dashboard in Japanese. The other languages must have exactly these keys. */
export const ja = {
  product: 'まちもり',
  /** Between a name and its value, and between two of a kind. */
  sign: { colon: '：', dot: '・' },
  demo: {
    badge: '模擬データ',
    sentence: '模擬データを表示しています。実際の観測値ではありません。',
  },
  origin: { field: '', simulated: '模擬データ', replay: '再生データ', drill: '訓練データ' },
  nav: {
    skip: '一覧へ移動',
    pages: '画面',
    views: '表示の切り替え',
    list: '一覧',
    mapView: '地図',
    record: '記録',
  },
  setting: {
    title: '表示の設定',
    language: '言語',
    theme: '配色',
    themes: { system: '自動', light: '明', dark: '暗' },
    pauseMotion: 'アニメーション停止',
  },
  connection: {
    connecting: '接続を待っています',
    live: '接続中',
    unstable: '接続が不安定',
    cut: '接続が切れています',
    titlePrefix: '【切断】',
    cutSentence: (time: string) =>
      `サーバーとの接続が切れています。表示は ${time} 時点のもので、今の状況ではありません。`,
    neverSentence: 'サーバーに接続できません。自動で接続し直しています。',
    pulseSentence: (time: string | null) =>
      `機器からのデータが届いていません。${time === null ? '起動後、' : `${time} から`}自己点検の信号が画面まで届かず、表示は今の状況ではないおそれがあります。`,
    clockSentence:
      'サーバーの時計が合っていない疑いがあります。機器の値は受信時刻で判定しています。サーバーの時刻を確かめてください。',
    clockFigures: (by: string, devices: string, heard: string) =>
      `約${by}のずれ、最近届いた${heard}台のうち${devices}台の時計と食い違っています`,
    restored: (time: string, seconds: number) => `復旧 ${time}、欠けた${seconds}秒を補いました`,
    lastData: (time: string) => `最終受信 ${time}`,
  },
  level: {
    word: (level: number) => `水位レベル${level}`,
    unconfirmed: '未確認',
    unchanged: (duration: string) => `変化なし ${duration}`,
    none: '基準水位未満',
    noneShort: '平常',
    last: (level: string, time: string) => `最終 ${level} ${time}`,
    legendTitle: '凡例',
    legendNote: '水位計の値と基準水位の比較です。警報や避難情報ではありません。',
  },
  alarm: {
    strip: '警戒の状況',
    reached: (threshold: string, authority: 'local' | 'official') =>
      authority === 'local' ? `${threshold}に到達` : `${threshold}に到達（河川管理者の設定値）`,
    calm: '基準水位に達した水位計はありません',
    noneSure: '基準水位への到達が確認された水位計はありません',
    calmDetail: (fresh: number, total: number) =>
      fresh === total ? `全${total}か所 受信中` : `${total}か所中 ${fresh}か所 受信中`,
    unknown: '水位を確認できません',
    unknownDetail: '基準水位のある水位計の値が届いていません',
    noGauges: '警戒の対象となる水位計がありません',
    noGaugesDetail: '基準水位を設定した水位計が登録されていません',
    rise: (gauge: string, level: string) => `${gauge} ${level}`,
    others: (count: number) => `ほか${count}か所`,
    stale: (count: number) => `${count}か所は水位を確認できません`,
    raisedAnnouncement: (name: string, level: number, threshold: string) =>
      `${name}、${threshold}に到達、水位レベル${level}`,
    clearedAnnouncement: (name: string, level: number, threshold: string) =>
      level === 0
        ? `${name}、${threshold}を下回り、どの基準水位にも達していません`
        : `${name}、${threshold}を下回り、水位レベル${level}に下がりました`,
    withdrawnAnnouncement: (name: string, level: number) =>
      `${name}、直前の記録を取り消しました。${level === 0 ? '基準水位未満です' : `水位レベル${level}です`}`,
    doubtfulAnnouncement: (text: string) => `${text}。要確認の値です`,
    together: (texts: readonly string[]) => texts.join('。'),
  },
  state: stateJa,
  group: { alarm: '警戒', attention: '要確認' },
  list: {
    title: '機器の一覧',
    count: (count: number) => `${count}件`,
    filtered: (count: number, total: number) => `${total}件中 ${count}件`,
    hint: '上下の矢印キーで選び、Enterで詳細を開きます',
    more: (count: number) => `さらに${count}件を表示`,
    empty: '登録された機器がありません',
    emptyHint: '機器を登録すると、ここと地図に表示されます。',
    noMatch: '条件に合う機器はありません',
  },
  filter: {
    title: '絞り込み',
    kind: '種類',
    state: '状態',
    level: '水位レベル',
    allLevels: 'すべて',
    levelFrom: (level: number) => `${level}以上`,
    text: '名称で探す',
    clear: '絞り込み解除',
  },
  map: mapJa,
  panel: panelJa,
  amounts: amountsJa,
  chart: chartJa,
  record: recordJa,
  events: eventsJa,
  status: {
    title: '稼働状況',
    verdict: (well: string, total: string) => `${total}台中 ${well}台が予定どおり届いています`,
    asOf: (time: string) => `${time} 時点の状態です。現在の状態は確認できません。`,
    pipeline: 'データの流れ',
    broker: '機器の接続',
    connected: '台',
    noListener: '受付が開いていません',
    arrival: '受信',
    perSecond: '件/秒',
    total: (count: string) => `起動から ${count}件`,
    duplicates: (count: string) => `ほかに重複 ${count}件`,
    quarantined: '隔離',
    pieces: '件',
    quarantinedMeans: 'サーバーの起動から、読めずに別に保管した値',
    store: '保存',
    median: '（中央値）',
    slowest: (time: string) => `99%は ${time}以内`,
    queued: (count: string) => `保存待ち ${count}件`,
    disk: (size: string) => `使用量 ${size}`,
    reduced: (time: string, count: string) =>
      `13か月を過ぎた乗降記録のメモと乗降地点を削除（起動から ${count}件、最終確認 ${time}）`,
    storeBad: '異常',
    archive: '長期保存',
    archiveConditions: {
      ok: '正常',
      behind: '遅れ',
      filling: '補充中',
      stopped: '停止',
    },
    archiveLate: (time: string) => `古い履歴は遅れています（${time}まで保存済み）`,
    archiveLateUnknown: '古い履歴は遅れています',
    archiveSaid: (said: string) => `［${said}］`,
    bridge: {
      title: '他のシステムからの受信',
      counted: '件数は、サーバーの起動からのものです。',
      columns: {
        source: '受信元',
        state: '状態',
        lastMessage: '最後の受信',
        received: '受信',
        stored: '保存',
        duplicates: '重複',
        quarantined: '隔離',
        uncommitted: '未保存',
        sessionsLost: 'セッション消失',
      },
      conditions: {
        connected: '接続中',
        connecting: '接続しています',
        waiting: '再接続待ち',
      },
      since: '接続時刻',
      downSince: '途絶時刻',
      lastTry: '最後の試行',
      lastFailure: '前回の障害',
      shed: (count: string) => `QoS 0のため、保存できずに失われた通知 ${count}件`,
    },
    selfCheck: {
      title: '自己点検',
      ok: '届いています',
      silent: '届いていません',
      last: '最後の受信',
      unknown: '現在確認できません',
      never: '起動からまだありません',
      means: (every: string) =>
        `${every}ごとに、機器と同じ入口へ信号を送り、保存を経て画面まで届くかを確かめています。`,
    },
    budget: {
      title: '受信を待たせている機器',
      means: '次の受信を遅らせています。保存した値は失われません。',
      above: (count: string) => `${count}件 超過`,
    },
    unregistered: '未登録の機器',
    clients: '画面',
    screens: '画面で閲覧中',
    window: (time: string) => `更新の間隔 ${time}`,
    runsSince: (time: string) => `稼働 ${time}`,
    version: 'バージョン',
    devices: '機器',
    columns: {
      name: '名称',
      state: '状態',
      lastSeen: '最終の値',
      interval: '間隔',
      online: '通信',
      missing: '欠落',
    },
    refusals: '接続拒否・操作の履歴',
    refusalsEmpty: '起動から、拒否した通信や、手で行った操作はありません',
    refusalsSince: 'サーバーの起動より前の記録は、データフォルダーの audit.jsonl にあります。',
    times: (count: string) => `同じ誤り ${count}件`,
    atIndex: (place: string) => `（配列の${place}番目）`,
    quarantine: '形式不正で保留したデータ',
    quarantineEmpty: '形式不正で保留したデータはありません',
    needToken:
      '形式不正で保留したデータを見るには、ログインするか、管理用リンクから開いてください。',
    tokenRefused: '管理用の鍵が受け付けられませんでした。リンクを開き直してください。',
    unnumbered: (count: number) =>
      `通し番号（seq）を送らない機器${count}台の値は「受信」だけに数えます。欠落は数えられません。`,
    noHealth: '状態を取得しています',
    milliseconds: 'ミリ秒',
  },
  connect: connectJa,
  wall: {
    top: '危険度の高い順',
    pace: '「約○分」はこのままの速さの場合（予測ではありません）',
    counts: '受信中 / 全数',
    record: '最近の記録',
    toNext: (threshold: string, distance: string) => `${threshold}まで ${distance}`,
  },
  signIn: signInJa,
  load: {
    loading: '読み込んでいます',
    failed: '読み込めませんでした',
    again: '自動で読み込み直します。',
    needToken: 'この画面を見るには、ログインするか、管理用リンクから開いてください。',
    retry: 'もう一度読み込む',
    failedDetail: (detail: string) => `サーバーの応答：${detail}`,
  },
  time: {
    withAge: (age: string) => `（${age}）`,
    clock: '現在時刻',
    minutes: (count: number) => `${count}分`,
    seconds: (count: number) => `${count}秒`,
    hours: (count: number) => `${count}時間`,
    days: (count: number) => `${count}日`,
    justNow: 'たった今',
  },
}

/** Every text of the user interface; a full language that misses one does not compile. */
export type Words = typeof ja
