import { describe, expect, it } from 'vitest'
import {
  lengthAt,
  listAside,
  listJapaneseSentences,
  listSentences,
  type Sentence,
} from './prose.ts'
import { listFiles, readText } from './sources.ts'

const pages = listFiles().filter((path) => path.endsWith('.md'))
const japanese = pages.filter((path) => path.endsWith('.ja.md'))
const english = pages
  .filter((path) => !japanese.includes(path))
  .map((path) => {
    const text = readText(path)
    return { path, sentences: listSentences(text), aside: listAside(text) }
  })

/** In words: half of the sentences of a page, nine of ten, and any heading or cell of a table. */
const limits = { median: 16, most: 30, aside: 30 }
/**
 * In characters. 公用文作成の考え方 (文化審議会建議, 2022) advises to look again at a sentence of 50 to 60
 * characters; so most are below that, and half clearly.
 */
const japaneseLimits = { median: 40, most: 60 }

const measure = (sentences: readonly Sentence[]) => ({
  median: lengthAt(sentences, 0.5),
  most: lengthAt(sentences, 0.9),
})

/** The longest ones, so that whoever reads the failure knows where to begin. */
const longest = (sentences: readonly Sentence[]) =>
  sentences
    .toSorted((a, b) => b.length - a.length)
    .slice(0, 5)
    .map(({ length, text }) => `${length}: ${text}`)

describe('sentences', () => {
  it.each(english)('of $path can be read once', ({ sentences, aside }) => {
    const { median, most } = measure(sentences)
    expect(median, longest(sentences).join('\n')).toBeLessThanOrEqual(limits.median)
    expect(most, longest(sentences).join('\n')).toBeLessThanOrEqual(limits.most)
    expect(aside.filter(({ length }) => length > limits.aside)).toEqual([])
  })

  it.each(japanese)('of %s can be read once', (page) => {
    const sentences = listJapaneseSentences(readText(page))
    const { median, most } = measure(sentences)
    expect(median, longest(sentences).join('\n')).toBeLessThanOrEqual(japaneseLimits.median)
    expect(most, longest(sentences).join('\n')).toBeLessThanOrEqual(japaneseLimits.most)
  })
})

/** Habits that make a reader stop, and what to write instead. */
const habits: readonly { pattern: RegExp; instead: string }[] = [
  { pattern: /\b(is|are|was|were|be) (told|said)\b/i, instead: 'the log says, the page shows …' },
  // As a subject: "What cannot be read is refused".
  { pattern: /^What (cannot|can't|is|was|may) [^?:]*\.$/, instead: 'name the thing' },
  { pattern: /\bin silence\b/i, instead: 'without a word, unreported' },
  { pattern: /\bmend(s|ed|ing)?\b/i, instead: 'correct, repair' },
  { pattern: /\bit is (to be )?noted that\b|\bplease note\b/i, instead: 'say it' },
]

describe('words', () => {
  it.each(habits)('are plain: not $pattern', ({ pattern, instead }) => {
    const found = english.flatMap(({ path, sentences, aside }) =>
      [...sentences, ...aside]
        .filter(({ text }) => pattern.test(text))
        .map(({ text }) => `${path}: ${text}`),
    )
    expect(found, instead).toEqual([])
  })
})

/** A changelog and a README as ours once were. */
const oldChangelog = `
- **Device makers** find MQTT 3.1.1 taken at its word: a packet that breaks the standard closes the
  connection, and the audit names what is wrong with it.
- **City IT** at night gets no false "done": what a start would refuse (half a folder, empty files, a newer
  schema) is neither saved nor restored, and nothing starts as an empty city beside its data. An
  interrupted backup or restore leaves nothing that lasts. Full, read-only and broken disks, odd files and
  wrong places are named in Japanese and English with what to do: a disk that turned read-only, to mount it
  again and not to choose another folder. A restore beside a running city never lands in its folder.
- **Planners** can keep years: with \`INFLUX_URL\` set every reading, event and crossing is forwarded
  to InfluxDB, rolled up without losing a peak, and read back without a seam; \`npm run influx\`
  sets it up and compares both stores. Charts go back a year and say what one point stands for, and
  what is wrong with the archive stands on 稼働状況, at \`/readyz\` and in the log, in words.
`

const oldJapanese = `
まちを見守る、オープンなセンサー・移動データ基盤です。水位計、公共施設のWi-Fi、デマンドバス、農地の
センサーのデータをMQTTで受け取り、受け取ったと答えたものは必ずディスクに残し、防災担当者と交通計画の
担当者のために一枚の地図に映します。機種のプロファイルと項目の名前が違うときや、機器の登録がないときは、その値を
理由とともに隔離し、「稼働状況」のページに、いつ、どの機器から、どのような内容で届いたかを並べて表示します。
`

describe('the measure', () => {
  it('refuses the pages as they once were', () => {
    const { median, most } = measure(listSentences(oldChangelog))
    expect(median).toBeGreaterThan(limits.median)
    expect(most).toBeGreaterThan(limits.most)
    expect(measure(listJapaneseSentences(oldJapanese)).most).toBeGreaterThan(japaneseLimits.most)
  })

  it('counts words and not marks: a link by its words, a code span as one', () => {
    const lengths = listSentences(
      'Ask [the city folder](docs/city-folder.md) with `npm run city -- check DIR` about 稲敷市.\n',
    ).map(({ length }) => length)
    expect(lengths).toEqual([8])
  })

  it('ends a sentence at a full stop or with its block, never at a semicolon or a colon', () => {
    const page =
      'One two three; four five: six\nseven. Eight nine ten!\n\n- a list item here\n- another of them\n'
    expect(listSentences(page).map(({ length }) => length)).toEqual([7, 3, 4, 3])
    expect(listSentences('It has 3.5 m, e.g. here. `code` begins one too.\n')).toHaveLength(2)
  })

  it('leaves out code, headings, tables, pictures and labels, so that none makes a page look brief', () => {
    const page =
      '# A heading of five words\n\n![a picture of the map](map.png)\n\n| a cell | of a table row |\n' +
      '| --- | --- |\n\n```sh\nnpm run device -- list\n```\n\n    npm run bench -- --full\n\n' +
      '**A bold beginning counts not.** But this one does count. Cost:\n'
    expect(listSentences(page).map(({ text }) => text)).toEqual(['But this one does count.'])
    expect(listAside(page).map(({ text }) => text)).toEqual([
      '# A heading of five words',
      'of a table row',
      'A bold beginning counts not.',
    ])
  })

  it('counts Japanese in characters, with Latin words and numbers as two each', () => {
    expect(listJapaneseSentences('水位は `level_m` です。単位はmeterとします。\n')).toMatchObject([
      { length: 8 },
      { length: 10 },
    ])
  })
})
