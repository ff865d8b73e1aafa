import { errors, isErrorCode } from '#domain/words/errors.ts'
import type { Labels } from '#domain/words/labels.ts'
import { words } from '../state/preferences.ts'
import { RequestError } from '../state/request.ts'
import { formWords } from './words.ts'

/** Something that the form itself finds missing, at one of its fields. */
export class Unfit extends Error {
  readonly field: string
  readonly text: Labels
  constructor(field: string, text: Labels) {
    super(text.en)
    this.name = 'Unfit'
    this.field = field
    this.text = text
  }
}

/** Both languages of a text that the server gave in one. */
const asGiven = (text: string): Labels => ({ ja: text, en: text })

const byCode: Readonly<Record<string, Labels>> = {
  login_throttled: formWords.throttled,
  password_weak: formWords.passwordWeak,
  name_invalid: formWords.nameInvalid,
  setup_wrong: formWords.setUpWrong,
  person_exists: formWords.personExists,
  key_exists: formWords.keyExists,
  last_admin: formWords.lastAdmin,
}

/** What to say of a failed form. `wrong`: where a name or a password is. */
export function explain(error: unknown, wrong: Labels): Labels {
  if (error instanceof Unfit) return error.text
  if (!(error instanceof RequestError)) return asGiven(String(error))
  if (error.code === 'login_wrong') return wrong
  if (error.status === 0) return formWords.unreachable
  const known = byCode[error.code ?? '']
  if (known) return known
  const { troubles } = words.peek().signIn
  if (error.code === 'tls_needed' || error.code === 'origin_forbidden') {
    return asGiven(troubles[error.code])
  }
  return isErrorCode(error.code) ? errors[error.code].title : asGiven(error.message)
}

const fieldByCode: Readonly<Record<string, string>> = {
  login_wrong: 'current',
  password_weak: 'password',
  person_exists: 'name',
  key_exists: 'name',
}

/** The name of the field that an error is about; undefined where it is about no single one. */
export function fieldOf(error: unknown, form: HTMLFormElement): string | undefined {
  const candidates = error instanceof Unfit ? [error.field] : fieldsOf(error)
  return candidates.find((name) => form.elements.namedItem(name) !== null)
}

function fieldsOf(error: unknown): string[] {
  if (!(error instanceof RequestError)) return []
  // The server writes the field in front of what is wrong with it; a key has only one name.
  if (error.code === 'name_invalid') return [error.detail.split(':', 1)[0] ?? '', 'name']
  return [fieldByCode[error.code ?? ''] ?? '']
}
