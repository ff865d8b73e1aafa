import type { Refusal } from '#domain/words/refusal.ts'

// Letters of any script, so that 田中 may be a name; no blanks and no marks that nobody sees.
const pattern = /^[\p{L}\p{N}][\p{L}\p{N}\p{M}._@-]{0,63}$/u

/** A name as it is compared: full width, as an input method leaves it, is the same as half. */
export const foldName = (name: string): string => name.normalize('NFKC').trim().toLowerCase()

/** A name to log in with, folded, or why it is none. */
export function parseName(text: string): string | Refusal {
  const name = foldName(text)
  if (pattern.test(name)) return name
  const detail =
    'name: 文字・数字・. _ @ - の1～64字にしてください（空白は使えません） / ' +
    '1 to 64 letters, digits and . _ @ - without blanks'
  return { code: 'name_invalid', detail }
}

const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/u
const displayMax = 64

/** A name to be shown, or why it is none: nothing invisible, and not only blanks. */
export function parseDisplayName(text: string): string | Refusal {
  const name = text.normalize('NFC').trim()
  if (name !== '' && Array.from(name).length <= displayMax && !unseen.test(name)) return name
  const detail =
    'display_name: 見える文字で1～64字にしてください / 1 to 64 visible characters are needed'
  return { code: 'name_invalid', detail }
}
