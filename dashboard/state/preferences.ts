import { computed, effect, signal } from '@preact/signals'
import { createFormat } from '../words/format.ts'
import { spokenLanguages, type SpokenLanguage } from '../words/languages.ts'
import type { TextOf } from '../words/words.ts'
import { city } from './city.ts'

export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

export const motions = ['moving', 'paused'] as const
/** Whether parts of the page may move by themselves (WCAG 2.2.2); values change either way. */
export type Motion = (typeof motions)[number]

/** The address wins over what this browser remembers, so that a shared link looks the same. */
function recall<T extends string>(key: string, allowed: readonly T[], fallback: T): T {
  const fromAddress = new URLSearchParams(location.search).get(key)
  const wanted = fromAddress ?? readStorage(key)
  return allowed.find((candidate) => candidate === wanted) ?? fallback
}

// A browser may forbid storage (private windows, kiosks): preferences then last for the visit.
function readStorage(key: string): string | null {
  try {
    return localStorage.getItem(`machimori.${key}`)
  } catch {
    return null
  }
}

function remember(key: string, value: string): void {
  try {
    localStorage.setItem(`machimori.${key}`, value)
  } catch {
    // Nothing to do: the choice still holds until the page is closed.
  }
}

const [japanese, ...others] = spokenLanguages
const code = recall(
  'lang',
  spokenLanguages.map((choice) => choice.code),
  japanese.code,
)
export const spoken = signal<SpokenLanguage>(
  others.find((choice) => choice.code === code) ?? japanese,
)
export const theme = signal<Theme>(recall('theme', themes, 'system'))
export const motion = signal<Motion>(recall('motion', motions, 'moving'))

/** In which of the two full languages numbers, dates and files are written. */
export const language = computed(() => spoken.value.base)
export const words = computed(() => spoken.value.words)
/** A text of domain, server or page in the chosen language; follows the choice. */
export const textOf: TextOf = ((labels) => spoken.value.textOf(labels)) as TextOf
export const format = computed(() =>
  createFormat(language.value, city.value?.city.time_zone ?? 'Asia/Tokyo', words.value),
)

/** Choosing remembers; what only the address said is not remembered. */
export function choose(choice: { spoken?: SpokenLanguage; theme?: Theme; motion?: Motion }): void {
  if (choice.spoken) {
    spoken.value = choice.spoken
    remember('lang', choice.spoken.code)
  }
  if (choice.theme) remember('theme', (theme.value = choice.theme))
  if (choice.motion) remember('motion', (motion.value = choice.motion))
}

/** Keeps `lang`, theme and motion of the document in step; returns the function to stop. */
export function startPreferences(): () => void {
  return effect(() => {
    document.documentElement.lang = spoken.value.code
    document.documentElement.dataset['theme'] = theme.value
    document.documentElement.dataset['motion'] = motion.value
  })
}
