import { computed, effect, signal } from '@preact/signals'
import { languages, type Language } from '#domain/labels.ts'
import { createFormat } from '../words/format.ts'
import { dictionaries } from '../words/words.ts'
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

export const language = signal<Language>(recall('lang', languages, 'ja'))
export const theme = signal<Theme>(recall('theme', themes, 'system'))
export const motion = signal<Motion>(recall('motion', motions, 'moving'))

export const words = computed(() => dictionaries[language.value])
export const format = computed(() =>
  createFormat(language.value, city.value?.city.time_zone ?? 'Asia/Tokyo', words.value),
)

/** Choosing remembers; what only the address said is not remembered. */
export function choose(choice: { language?: Language; theme?: Theme; motion?: Motion }): void {
  if (choice.language) remember('lang', (language.value = choice.language))
  if (choice.theme) remember('theme', (theme.value = choice.theme))
  if (choice.motion) remember('motion', (motion.value = choice.motion))
}

/** Keeps `lang`, theme and motion of the document in step; returns the function to stop. */
export function startPreferences(): () => void {
  return effect(() => {
    document.documentElement.lang = language.value
    document.documentElement.dataset['theme'] = theme.value
    document.documentElement.dataset['motion'] = motion.value
  })
}
