import type { Labels } from '../words/labels.ts'

/** What a free fact of a device means to people. A fact that is not listed is shown as it is. */
export type Fact =
  | { type: 'word'; label: Labels; words: Readonly<Record<string, Labels>> }
  | { type: 'number'; label: Labels; unit: Labels | null; decimals: number }
  | { type: 'text'; label: Labels }
  /** Drives the simulator and says nothing to people: it stays in the API and off the pages. */
  | { type: 'technical' }

const yesNo = (label: Labels, yes: Labels, no: Labels): Fact => ({
  type: 'word',
  label,
  words: { true: yes, false: no },
})

const number = (label: Labels, unit: Labels | null = null, decimals = 0): Fact => ({
  type: 'number',
  label,
  unit,
  decimals,
})

const places: Labels = { ja: '人', en: 'places' }

/** The facts that city folders use. Free of schemas, so that the pages may read it. */
export const knownFacts: Readonly<Record<string, Fact>> = {
  waters: {
    type: 'word',
    label: { ja: '水域', en: 'Waters' },
    words: {
      lake: { ja: '湖', en: 'Lake' },
      canal: { ja: '湖とつながる水路', en: 'Canal joined to the lake' },
      tone: { ja: '利根川本川', en: 'Tone River, main stem' },
      river: { ja: '中小河川', en: 'Small river' },
      ditch: { ja: '排水路', en: 'Drainage channel' },
    },
  },
  position_accuracy: {
    type: 'word',
    label: { ja: '位置の精度', en: 'Position' },
    words: { approximate: { ja: 'おおよその位置', en: 'Approximate' } },
  },
  outside_city: yesNo(
    { ja: '設置場所', en: 'Site' },
    { ja: '市外', en: 'Outside the city' },
    { ja: '市内', en: 'In the city' },
  ),
  measures_rain: yesNo(
    { ja: '雨量の観測', en: 'Measures rain' },
    { ja: 'あり', en: 'Yes' },
    { ja: 'なし', en: 'No' },
  ),
  gauge_type: {
    type: 'word',
    label: { ja: '水位計の種類', en: 'Type of gauge' },
    words: { crisis: { ja: '危機管理型水位計', en: 'Crisis-management gauge' } },
  },
  observes_from_m: number(
    { ja: '観測開始水位', en: 'Observes from' },
    { ja: 'm', en: 'm' },
    // Centimetres, as the level itself.
    2,
  ),
  facility_type: {
    type: 'word',
    label: { ja: '施設の種類', en: 'Type of facility' },
    words: {
      gym: { ja: '体育館', en: 'Gymnasium' },
      hall: { ja: '公民館・ホール', en: 'Community hall' },
      library: { ja: '図書館', en: 'Library' },
      office: { ja: '庁舎', en: 'Public office' },
      school: { ja: '学校', en: 'School' },
    },
  },
  usual_peak_clients: { type: 'technical' },
  access_points: number({ ja: 'アクセスポイント', en: 'Access points' }, { ja: '台', en: '' }),
  evacuation_site: {
    type: 'text',
    label: { ja: '指定緊急避難場所の番号', en: 'Designated evacuation site no.' },
  },
  shelters_from_flood: yesNo(
    { ja: '避難場所の対象に洪水', en: 'Designated for floods' },
    { ja: '含む', en: 'Yes' },
    { ja: '含まない', en: 'No' },
  ),
  service: { type: 'text', label: { ja: '運行サービス', en: 'Service' } },
  shift: {
    type: 'word',
    label: { ja: '勤務', en: 'Shift' },
    words: { day: { ja: '昼', en: 'Day' }, night: { ja: '夜', en: 'Night' } },
  },
  capacity: number({ ja: '定員', en: 'Capacity' }, places),
  wheelchair_places: number({ ja: '車いす席', en: 'Wheelchair places' }, { ja: '席', en: '' }),
  land: {
    type: 'word',
    label: { ja: '農地', en: 'Land' },
    words: { paddy: { ja: '水田', en: 'Paddy field' }, upland: { ja: '畑', en: 'Upland field' } },
  },
  crop: {
    type: 'word',
    label: { ja: '作物', en: 'Crop' },
    words: {
      rice: { ja: '稲', en: 'Rice' },
      sweet_potato: { ja: 'さつまいも', en: 'Sweet potato' },
      pumpkin: { ja: 'かぼちゃ', en: 'Pumpkin' },
      vegetables: { ja: '野菜', en: 'Vegetables' },
    },
  },
}

/** `Object.hasOwn`, because a fact may bear the name of something every object has. */
export const findFact = (name: string): Fact | undefined =>
  Object.hasOwn(knownFacts, name) ? knownFacts[name] : undefined
