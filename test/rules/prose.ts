/**
 * How long the sentences of a page are. Only what is read as prose counts:
 *
 * - Code blocks, pictures and HTML comments are left out. So are headings, tables, and the bold words up to
 *   a full stop that begin a paragraph or an item: they are looked things up by, and would make every page
 *   look brief. `listAside` has them, for a limit of their own.
 * - A list item, a paragraph and a quotation end a sentence, with or without a full stop; a semicolon, a
 *   colon and a dash never do.
 * - A link counts by its words. A code span is one word, because a command or a path is one name.
 * - One or two words alone are a label ("Cost:"), not a sentence.
 */

const wordsMin = 3

const itemStart = /^ *(?:[-*]|\d+\.) +/
const lead = /^\*\*[^*]+(?:[.:!?。]\*\*|\*\*[.:])/

/** The lines of a page without code: neither fenced nor indented by four after an empty line. */
function listLines(markdown: string): string[] {
  const lines = markdown
    .replaceAll(/<!--.*?-->/gs, '')
    .replaceAll(/^( *)(```|~~~).*?^\1\2/gms, '')
    .split('\n')
  let isCode = false
  // An indented line below a list item belongs to the item, also after an empty line.
  let isInList = false
  return lines.filter((line, index) => {
    if (line.trim() === '') return true
    if (/^\S/.test(line)) isInList = itemStart.test(line)
    const begins = (lines[index - 1] ?? '').trim() === '' && !isInList
    isCode = /^ {4}/.test(line) && (isCode || begins)
    return !isCode
  })
}

const isAside = (line: string) => /^[#|<]/.test(line)

/** Paragraphs and list items, without what stands aside. */
function listBlocks(markdown: string): string[] {
  const blocks: string[] = ['']
  for (const line of listLines(markdown)) {
    if (isAside(line)) continue
    if (line.trim() === '' || itemStart.test(line)) blocks.push('')
    blocks.push(`${blocks.pop()} ${line.replace(itemStart, '').replace(/^> ?/, '').trim()}`)
  }
  return blocks.map((block) => block.trim()).filter((block) => block !== '')
}

/** A block as it is read: no marks, a link by its words, a code span as the word `spoken`. */
function speak(block: string, spoken: string): string {
  return block
    .replaceAll(/!\[[^\]]*\]\([^)]*\)/g, '')
    .replaceAll(/`[^`]*`/g, spoken)
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll(/\*\*|<br>|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
}

/** A full stop inside these ends nothing. */
const abbreviations = /\b(e\.g|i\.e|cf|etc|vs|No)\./g

/** The sentences of one block of English. */
function splitEnglish(block: string): string[] {
  return speak(block, 'code')
    .replaceAll(abbreviations, '$1')
    .split(/(?<=[.!?…]["')\]]*)\s+(?=["'([]?[\p{Lu}\p{N}\p{Lo}]|code)/u)
}

/** 稲敷市 is one word of an English page, as long as it is. */
const wordPattern =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー々]+|[\p{L}\p{N}][\p{L}\p{N}'’.,:/×²³%°-]*/gu

const countWords = (sentence: string) => sentence.match(wordPattern)?.length ?? 0

export interface Sentence {
  text: string
  /** In words, or in characters of Japanese. */
  length: number
}

const measureEnglish = (blocks: readonly string[]): Sentence[] =>
  blocks
    .flatMap(splitEnglish)
    .map((text) => ({ text, length: countWords(text) }))
    .filter(({ length }) => length >= wordsMin)

/** The sentences of an English page, in words. */
export function listSentences(markdown: string): Sentence[] {
  return measureEnglish(listBlocks(markdown).map((block) => block.replace(lead, '')))
}

/** What stands aside on an English page, in words: headings, bold beginnings, cells of tables. */
export function listAside(markdown: string): Sentence[] {
  const lines = listLines(markdown).filter(isAside)
  const cells = lines
    .filter((line) => !/^\|[\s:|-]+$/.test(line))
    .flatMap((line) => line.split(/(?<!\\)\|/).flatMap((cell) => cell.split('<br>')))
  const leads = listBlocks(markdown).flatMap((block) => lead.exec(block)?.[0] ?? [])
  return measureEnglish([...cells, ...leads])
}

/** A run of Latin letters, a number or a code span is read as one word: two characters of Japanese. */
const latinRun = /[\p{Script=Latin}\p{N}.,:/_-]+/gu
const charactersMin = 5

/** The sentences of a Japanese page, in characters; 。 ends one. */
export function listJapaneseSentences(markdown: string): Sentence[] {
  return listBlocks(markdown)
    .flatMap((block) => speak(block.replace(lead, ''), ' A ').split(/(?<=。[」）]?)/))
    .map((text) => ({
      text,
      length: text.replaceAll(latinRun, '英字').replaceAll(/\s/g, '').length,
    }))
    .filter(({ length }) => length >= charactersMin)
}

/** The length that `share` of the sentences do not exceed (nearest rank); 0 for a page without any. */
export function lengthAt(sentences: readonly Sentence[], share: number): number {
  const lengths = sentences.map(({ length }) => length).toSorted((a, b) => a - b)
  return lengths[Math.ceil(share * lengths.length) - 1] ?? 0
}
