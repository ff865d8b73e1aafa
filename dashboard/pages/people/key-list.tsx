import { useSignal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import { isCapability } from '#domain/access/capabilities.ts'
import { operatorKey } from '#domain/access/principal.ts'
import type { KeyResource } from '#domain/wire/person.ts'
import type { Labels } from '#domain/words/labels.ts'
import { format, textOf, words } from '../../state/preferences.ts'
import { now } from '../../state/server-clock.ts'
import { EndKey, IssueKey, keyMay } from './key-dialogs.tsx'
import { ListState } from '../../form/list-state.tsx'
import { useList } from './use-list.ts'
import { peopleWords } from './words.ts'

/** The keys of machines: what they may, since when, by whom. */
export function KeyList() {
  const { items, load } = useList<KeyResource>('/v1/keys?limit=1000')
  const asked = useSignal<KeyResource | 'issue' | null>(null)
  const said = useSignal<Labels | null>(null)
  const issue = useRef<HTMLButtonElement>(null)
  const open = (next: KeyResource | 'issue') => {
    said.value = null
    asked.value = next
  }
  const closed = (done: Labels | null) => {
    // The button of an ended key goes with it.
    if (done && asked.value !== 'issue') issue.current?.focus()
    asked.value = null
    said.value = done
    if (done) void load()
  }
  return (
    <section aria-labelledby="keys-title">
      <h3 id="keys-title">{textOf(peopleWords.keys)}</h3>
      <p class="muted">{textOf(peopleWords.keysLead)}</p>
      <div class="people-acts">
        <button type="button" class="button" ref={issue} onClick={() => open('issue')}>
          {textOf(peopleWords.issue)}
        </button>
        <p role="status">{said.value && textOf(said.value)}</p>
      </div>
      {typeof items.value === 'string' ? (
        <ListState state={items.value} retry={load} />
      ) : (
        <ul class="people-list">
          {items.value.map((key) => (
            <KeyItem key={key.id} item={key} end={() => open(key)} />
          ))}
        </ul>
      )}
      {asked.value === 'issue' && <IssueKey closed={closed} />}
      {typeof asked.value === 'object' && asked.value && (
        <EndKey item={asked.value} closed={closed} />
      )}
    </section>
  )
}

function KeyItem({ item, end }: { item: KeyResource; end: () => void }) {
  const { sign, panel } = words.value
  const may = item.capabilities.filter(isCapability).flatMap((one) => textOf(keyMay(one)) ?? [])
  const { issued_ts: issued, issued_by: by } = item
  return (
    <li>
      <div>
        <p class="people-name">
          <strong>{item.name}</strong>
        </p>
        <p>{may.join(panel.comma)}</p>
        <p class="muted">
          {textOf(peopleWords.issued)}
          {sign.colon}
          {issued === null
            ? textOf(peopleWords.issuedAtStart)
            : `${format.value.time(issued, now.value)} ${by ?? ''}`}
        </p>
        {item.id === operatorKey.id && <p class="muted">{textOf(peopleWords.operatorHint)}</p>}
      </div>
      {item.id !== operatorKey.id && (
        <div class="people-item-acts">
          <button
            type="button"
            class="button"
            aria-label={`${textOf(peopleWords.end)}${sign.colon}${item.name}`}
            onClick={end}
          >
            {textOf(peopleWords.end)}
          </button>
        </div>
      )}
    </li>
  )
}
