import type { Labels } from '../words/labels.ts'

/** Quality flags as UNESCO/IOC (2013) and QARTOD use them; the worst test decides. */
export const flags = { pass: 1, notEvaluated: 2, suspect: 3, fail: 4, missing: 9 } as const
export type Flag = (typeof flags)[keyof typeof flags]

/**
 * The tests that can lower a flag. A reason is stored as `test` or `test:field`,
 * e.g. `range:level_m`, `clock_future`.
 */
export const reasonTests = {
  range: { ja: '測定範囲外', en: 'outside the sensor range' },
  soft_range: { ja: '通常の範囲外', en: 'outside the usual range' },
  step: { ja: '急な変化', en: 'changed too fast' },
  flat: { ja: '値が動かない', en: 'value does not move' },
  clock_future: { ja: '未来の時刻', en: 'time is in the future' },
  clock_ancient: { ja: '保存期間より古い時刻', en: 'time is older than the retention' },
  clock_slow: { ja: '時計の遅れ（受信時刻で判定）', en: 'clock is slow: judged by receipt' },
  clock_doubt: {
    ja: 'ゲートウェイとサーバーの時刻の食い違い',
    en: 'times of gateway and network server differ',
  },
  network_time: { ja: 'ネットワークサーバーの時刻', en: 'time of the network server' },
  server_clock: {
    ja: 'サーバーの時計に疑い（受信時刻で判定）',
    en: "server's clock is doubted: judged by receipt",
  },
  no_value: { ja: '欠測', en: 'measured, no value' },
  jump: { ja: 'ありえない速さの移動', en: 'moved impossibly fast' },
  outside_area: { ja: '区域外の位置', en: 'outside the area' },
  imprecise: { ja: '測位精度が不足', en: 'position too imprecise' },
  over_capacity: { ja: '定員超過', en: 'more than there are places' },
  shared: { ja: '他の車両と重複', en: 'said by another vehicle too' },
  order: { ja: '前後関係の矛盾', en: 'contradicts the order of its request' },
  incomplete: { ja: '記載なし', en: 'not given' },
  contradiction: { ja: '値どうしの矛盾', en: 'contradicts other values' },
  stop_unknown: { ja: '登録のない停留所', en: 'unknown stop' },
  corrected: { ja: '担当者による訂正', en: 'corrected by an officer' },
} as const satisfies Record<string, Labels>
export type ReasonTest = keyof typeof reasonTests
export type Reason = ReasonTest | `${ReasonTest}:${string}`

const severity: Record<Flag, number> = { 2: 0, 1: 1, 9: 2, 3: 3, 4: 4 }

/** The worse of two flags: fail > suspect > missing > pass > not evaluated. */
export function worseFlag(a: Flag, b: Flag): Flag {
  return severity[b] > severity[a] ? b : a
}

/** True where the value may decide a level: a failed or missing value never does. */
export function isUsable(flag: Flag): boolean {
  return flag !== flags.fail && flag !== flags.missing
}

/**
 * True where the value of one field counts: for a level, a figure, a chart. The flag is that of the
 * whole reading: a battery out of range must not silence the gauge it feeds. What an officer took
 * back counts in none of its fields.
 */
export function isFieldUsable(
  { flag, reasons }: { flag: Flag; reasons: readonly Reason[] },
  field: string,
): boolean {
  return isUsable(flag) || isUsable(fieldFlag({ flag, reasons }, field))
}

/**
 * The flag of the value of one field: of the reasons for the reading's flag, its own and those that
 * hold for the whole reading. A flag without reasons holds for every field.
 */
export function fieldFlag(
  { flag, reasons }: { flag: Flag; reasons: readonly Reason[] },
  field: string,
): Flag {
  if (reasons.length === 0) return flag
  const tests = reasons.map((reason) => reason.split(':') as [ReasonTest, string?])
  // Suspect after a while, failed after a long one, and the reason does not tell which. Where
  // something else failed the reading too, rather a doubtful level than none.
  const isFlatFailed = flag === flags.fail && !tests.some(([test]) => failingTests.has(test))
  return tests.reduce<Flag>((worst, [test, of]) => {
    if (of !== undefined && of !== field) return worst
    return worseFlag(worst, test === 'flat' && isFlatFailed ? flags.fail : flagOfTest(test))
  }, flags.pass)
}

const failingTests: ReadonlySet<ReasonTest> = new Set(['range', 'corrected'])

function flagOfTest(test: ReasonTest): Flag {
  if (failingTests.has(test)) return flags.fail
  return test === 'no_value' ? flags.missing : flags.suspect
}
