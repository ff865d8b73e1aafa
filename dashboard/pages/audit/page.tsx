import '../../styles/audit.css'
import { useSignal } from '@preact/signals'
import { ListState } from '../../form/list-state.tsx'
import { textOf } from '../../state/preferences.ts'
import { ActItem } from './act-item.tsx'
import { FilterForm, nothingWanted, type Wanted } from './filter-form.tsx'
import { useActs } from './use-acts.ts'
import { auditWords, shownWords } from './words.ts'

/** 監査: what people did, newest first. For auditors and administrators. */
export function Page() {
  const wanted = useSignal<Wanted>(nothingWanted)
  const { acts, file, more, retry } = useActs(wanted)
  const shown = acts.value
  const items = typeof shown === 'string' ? [] : shown.items
  const names = [...new Set(items.map(({ by }) => by.name).filter(Boolean))].toSorted()
  return (
    <main id="main" class="status-page audit-page" tabIndex={-1}>
      <div class="status-lead">
        <h2>{textOf(auditWords.title)}</h2>
        <p class="muted">{textOf(auditWords.lead)}</p>
      </div>
      <FilterForm wanted={wanted.value} names={names} show={(next) => void (wanted.value = next)} />
      <section aria-labelledby="acts-title">
        <div class="audit-head">
          <h3 id="acts-title">{textOf(auditWords.acts)}</h3>
          <p role="status">{typeof shown !== 'string' && textOf(countOf(items.length))}</p>
          <a class="button" href={file.value} download="audit.csv">
            {textOf(auditWords.csv)}
          </a>
        </div>
        {typeof shown === 'string' && <ListState state={shown} retry={retry} />}
        <ol class="acts">
          {items.map((act) => (
            <ActItem key={act.seq} act={act} />
          ))}
        </ol>
        {typeof shown !== 'string' && shown.next_cursor !== null && (
          <button type="button" class="button" onClick={() => void more()}>
            {textOf(auditWords.more)}
          </button>
        )}
      </section>
    </main>
  )
}

const countOf = (count: number) => (count === 0 ? auditWords.none : shownWords(count))
