/**
 * How long the sentences of a page are. Only what is read as prose counts:
 *
 * - Code blocks, headings, pictures and HTML comments are left out. So are tables, which are looked
 *   things up in: `listCells` has their sentences, for a limit of their own.
 * - A list item, a paragraph and a quotation end a sentence, with or without a full stop; a semicolon, a
 *   colon and a dash never do.
 * - A link counts by its words. A code span is one word, because a command or a path is one name.
 * - The bold words that begin a paragraph or an item, up to their full stop, are its heading. One or two
 *   words alone are a label. Neither counts: else they would make every page look brief.
 */

const wordsMin = 3

/** Blocks of prose: paragraphs and list items, without what is no prose. */
function listBlocks(markdown: string): string[] {
  const text = markdown
    .replaceAll(/<!--.*?-->/gs, '')
    .replaceAll(/^( *)(```|~~~).*?^\1\2/gms, '')
    .replaceAll(/^(?: {4,}[^\s*\-\d].*\n?)+/gm, (code, at: number, all: string) =>
      isAfterBlankLine(all, at) && !isInList(all, at) ? '' : code,
    )
    .replaceAll(/^(#|\||<).*$/gm, '')
  const itemStart = /^ *(?:[-*]|\d+\.) +/m
  return text
    .split(/\n\s*\n/)
    .flatMap((paragraph) => paragraph.split(new RegExp(itemStart, 'gm')))
    .map((block) => block.replaceAll(/^> ?/gm, '').trim())
    .filter((block) => block !== '')
}

const isAfterBlankLine = (text: string, at: number) => /\n\s*\n$|^$/.test(text.slice(0, at))
/** An indented line below a list item belongs to the item. */
const isInList = (text: string, at: number) =>
  /(^|\n) *([-*]|\d+\.) [^\n]*(\n {2,}[^\n]*|\n)*$/.test(text.slice(0, at))

/** A block as it is read: no marks, a link by its words, a code span as the word `spoken`. */
function speak(block: string, spoken: string): string {
  return block
    .replaceAll(/!\[[^\]]*\]\([^)]*\)/g, '')
    .replaceAll(/`[^`]*`/g, spoken)
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/^\*\*[^*]+[.:!?。:]\*\*|^\*\*[^*]+\*\*[.:]/, '')
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
  return measureEnglish(listBlocks(markdown))
}

/** The sentences in the cells of its tables, in words. */
export function listCells(markdown: string): Sentence[] {
  const cells = markdown
    .replaceAll(/^( *)(```|~~~).*?^\1\2/gms, '')
    .split('\n')
    .filter((line) => line.startsWith('|') && !/^\|[\s:|-]+$/.test(line))
    .flatMap((line) => line.split(/(?<!\\)\|/).flatMap((cell) => cell.split('<br>')))
  return measureEnglish(cells)
}

/** A run of Latin letters, a number or a code span is read as one word: two characters of Japanese. */
const latinRun = /[\p{Script=Latin}\p{N}.,:/_-]+/gu
const charactersMin = 5

/** The sentences of a Japanese page, in characters; 。 ends one. */
export function listJapaneseSentences(markdown: string): Sentence[] {
  return listBlocks(markdown)
    .flatMap((block) => speak(block, ' A ').split(/(?<=。[」）]?)/))
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
