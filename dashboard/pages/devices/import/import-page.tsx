import { useSignal, type Signal } from '@preact/signals'
import { useId, useRef } from 'preact/hooks'
import type { ImportReport } from '#domain/wire/inventory.ts'
import type { Labels } from '#domain/words/labels.ts'
import { CopyLine } from '../../../parts/copy-line.tsx'
import { textOf } from '../../../state/preferences.ts'
import { change } from '../../../state/request.ts'
import { DownloadLink } from '../download-link.tsx'
import { explainRefusal } from '../form/explain-refusal.ts'
import { BackToList } from '../link-to-part.tsx'
import { formWords } from '../words/form.ts'
import { doneWords, importWords } from '../words/import.ts'
import { ReportTables } from './report-tables.tsx'

/** What a file was answered; tokens of devices that it added come this once. */
type Answer = ImportReport & { secrets?: { device: string; secret: string }[] }

type State =
  | { at: 'choosing' }
  | { at: 'busy'; doing: Labels }
  | { at: 'checked'; file: File; report: Answer }
  | { at: 'done'; report: Answer }

/** CSVで一括変更: a file, what it would change, and only then the change. */
export function ImportPage() {
  const state = useSignal<State>({ at: 'choosing' })
  const failed = useSignal<ReturnType<typeof explainRefusal> | null>(null)
  const ask = async (file: File, { isDry, why = '' }: { isDry: boolean; why?: string }) => {
    const before = state.peek()
    failed.value = null
    state.value = { at: 'busy', doing: isDry ? importWords.checking : importWords.taking }
    const query = new URLSearchParams({ dry_run: String(isDry), ...(why !== '' && { why }) })
    try {
      const path = `/v1/inventory/import?${query.toString()}`
      const report = await change<Answer>('POST', path, { body: file })
      state.value = isDry ? { at: 'checked', file, report } : { at: 'done', report }
    } catch (error) {
      failed.value = explainRefusal(error)
      state.value = before
    }
  }
  const shown = state.value
  return (
    <main id="main" class="status-page devices-page" tabIndex={-1}>
      <BackToList />
      <div class="status-lead">
        <h2>{textOf(importWords.title)}</h2>
        <p>{textOf(importWords.lead)}</p>
        <p class="muted">{textOf(importWords.rules)}</p>
      </div>
      {shown.at !== 'done' && (
        <FileForm state={state} check={(file) => void ask(file, { isDry: true })} />
      )}
      <div role="alert">
        {failed.value && (
          <p class="edit-refused">
            {textOf(failed.value.text)}
            <span class="edit-detail">{failed.value.detail}</span>
          </p>
        )}
      </div>
      <div role="status">
        {shown.at === 'busy' && <p class="muted">{textOf(shown.doing)}</p>}
        {shown.at === 'checked' && <ReportTables report={shown.report} />}
        {shown.at === 'done' && (
          <Done report={shown.report} again={() => (state.value = { at: 'choosing' })} />
        )}
      </div>
      {shown.at === 'checked' && (
        <TakeForm
          report={shown.report}
          take={(why) => void ask(shown.file, { isDry: false, why })}
        />
      )}
    </main>
  )
}

function FileForm({ state, check }: { state: Signal<State>; check: (file: File) => void }) {
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const isMissing = useSignal(false)
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    const file = input.current?.files?.[0]
    isMissing.value = !file
    if (file && state.peek().at !== 'busy') check(file)
  }
  // Another file says something else than the one that was checked.
  const choose = () => {
    isMissing.value = false
    state.value = { at: 'choosing' }
  }
  return (
    <form class="device-section edit-form" onSubmit={submit} aria-label={textOf(importWords.file)}>
      <div class="edit-field">
        <label for={id}>{textOf(importWords.file)}</label>
        <input
          id={id}
          ref={input}
          type="file"
          accept=".csv,text/csv"
          aria-invalid={isMissing.value}
          onChange={choose}
        />
        <div role="alert">
          {isMissing.value && <p class="edit-fault">{textOf(importWords.fileMissing)}</p>}
        </div>
      </div>
      <div class="edit-actions">
        <button type="submit" class="button is-main" aria-disabled={state.value.at === 'busy'}>
          {textOf(importWords.check)}
        </button>
        <DownloadLink />
      </div>
    </form>
  )
}

/** The last step, offered where the file is right and changes something. */
function TakeForm({ report, take }: { report: Answer; take: (why: string) => void }) {
  const id = useId()
  const why = useSignal('')
  const { errors, added, changed } = report
  if (errors.length > 0 || added.length + changed.length === 0) return null
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    take(why.peek().trim())
  }
  return (
    <form class="device-section edit-form" onSubmit={submit} aria-label={textOf(importWords.act)}>
      <div class="edit-field">
        <label for={id}>{textOf(formWords.why)}</label>
        <span class="edit-input">
          <input
            id={id}
            value={why.value}
            maxLength={500}
            aria-describedby={`${id}-hint`}
            onInput={(event) => (why.value = event.currentTarget.value)}
          />
        </span>
        <p id={`${id}-hint`} class="muted">
          {textOf(formWords.whyHint)}
        </p>
      </div>
      <div class="edit-actions">
        <button type="submit" class="button is-main">
          {textOf(importWords.act)}
        </button>
      </div>
    </form>
  )
}

function Done({ report, again }: { report: Answer; again: () => void }) {
  const { added, changed, secrets = [] } = report
  return (
    <div class="device-section">
      <p class="outcome">{textOf(doneWords(added.length, changed.length))}</p>
      {secrets.length > 0 && (
        <div class="secret-note">
          <h3>{textOf(importWords.secrets)}</h3>
          <CopyLine
            line={secrets.map(({ device, secret }) => `${device},${secret}`).join('\n')}
            label={textOf(importWords.secrets)}
          />
        </div>
      )}
      <div class="edit-actions">
        <button type="button" class="button" onClick={again}>
          {textOf(importWords.another)}
        </button>
      </div>
    </div>
  )
}
