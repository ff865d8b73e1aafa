import { errors, isErrorCode } from '#domain/words/errors.ts'
import type { Labels } from '#domain/words/labels.ts'
import { remedies } from '#domain/words/remedies.ts'
import { RequestError } from '../../../state/request.ts'
import { formWords } from '../words/form.ts'

/** A failed request in words of both languages, with what the server added to them. */
export function explainRefusal(error: unknown): { text: Labels; detail: string } {
  if (!(error instanceof RequestError)) return { text: formWords.failed, detail: String(error) }
  const { code, detail, message } = error
  if (error.status === 0) return { text: formWords.unreached, detail: '' }
  if (!isErrorCode(code)) return { text: formWords.failed, detail: message }
  const [{ title }, remedy] = [errors[code], remedies[code]]
  return {
    text: { ja: `${title.ja}。${remedy.ja}。`, en: `${title.en}. ${remedy.en}.` },
    detail,
  }
}
