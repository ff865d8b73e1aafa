/// <reference types="vite/types/importMeta.d.ts" />
import type { Language } from '#domain/words/labels.ts'
import { overlayWords, type Overlay } from './overlay.ts'
import { dictionaries, type TextOf, type Words } from './words.ts'

/** A language that a reader can choose. */
export interface SpokenLanguage {
  /** BCP 47: `lang` of the document and of the address. */
  code: string
  /** As its readers write it. */
  name: string
  /** The full language that it is, or that stands in where an overlay has no text. */
  base: Language
  words: Words
  textOf: TextOf
}

const full = (base: Language, name: string): SpokenLanguage => ({
  code: base,
  name,
  base,
  words: dictionaries[base],
  textOf: ((labels) => labels?.[base]) as TextOf,
})

/** A language of one file: what the file has, and for the rest the texts of its base. */
export function overlayLanguage({ code, name, base, words, labels }: Overlay): SpokenLanguage {
  const own = new Map(Object.entries(labels ?? {}))
  return {
    code,
    name,
    base,
    words: overlayWords<Words>(dictionaries[base], words),
    textOf: ((text) => text && (own.get(text.ja) ?? text[base])) as TextOf,
  }
}

// One more language is one more file of that name.
const overlays = import.meta.glob<Overlay>('./overlay-*.ts', { eager: true, import: 'overlay' })

/** Every language of the switch, in its order; Japanese is first. */
export const spokenLanguages: readonly [SpokenLanguage, ...SpokenLanguage[]] = [
  full('ja', '日本語'),
  full('en', 'English'),
  ...Object.values(overlays).map(overlayLanguage),
]
