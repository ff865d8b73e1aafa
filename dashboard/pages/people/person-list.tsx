import { useSignal } from '@preact/signals'
import { roleNames } from '#domain/access/roles.ts'
import type { PersonResource } from '#domain/wire/person.ts'
import type { Labels } from '#domain/words/labels.ts'
import { format, textOf, words } from '../../state/preferences.ts'
import { loadReader, reader } from '../../state/reader.ts'
import { now } from '../../state/server-clock.ts'
import { ListState } from '../../form/list-state.tsx'
import { AddPerson } from './person-dialogs/add-person.tsx'
import { ChangePerson } from './person-dialogs/change-person.tsx'
import { NewPassword } from './person-dialogs/new-password.tsx'
import { SwitchPerson } from './person-dialogs/switch-person.tsx'
import { useList } from './use-list.ts'
import { peopleWords } from './words.ts'

/** Which question is open, and about whom. */
type Asked = { ask: 'add' } | { ask: 'change' | 'password' | 'switch'; person: PersonResource }

/** Everybody, in the order in which they were added, with what can be done to them. */
export function PersonList() {
  const { items, load } = useList<PersonResource>('/v1/people?limit=1000')
  const asked = useSignal<Asked | null>(null)
  const said = useSignal<Labels | null>(null)
  const open = (next: Asked) => {
    said.value = null
    asked.value = next
  }
  /** After the dialog is gone, so that the words are heard. */
  const closed = (done: Labels | null) => {
    asked.value = null
    said.value = done
    if (!done) return
    void load()
    // Whoever changed themselves may do something else now.
    void loadReader()
  }
  return (
    <section aria-labelledby="people-title">
      <h3 id="people-title">{textOf(peopleWords.people)}</h3>
      <p class="muted">{textOf(peopleWords.peopleLead)}</p>
      <div class="people-acts">
        <button type="button" class="button" onClick={() => open({ ask: 'add' })}>
          {textOf(peopleWords.add)}
        </button>
        <p role="status">{said.value && textOf(said.value)}</p>
      </div>
      {typeof items.value === 'string' ? (
        <ListState state={items.value} retry={load} />
      ) : (
        <ul class="people-list">
          {items.value.map((person) => (
            <PersonItem key={person.id} person={person} open={open} />
          ))}
        </ul>
      )}
      {asked.value && <Question asked={asked.value} closed={closed} />}
    </section>
  )
}

function Question({ asked, closed }: { asked: Asked; closed: (done: Labels | null) => void }) {
  if (asked.ask === 'add') return <AddPerson closed={closed} />
  const props = { person: asked.person, closed }
  if (asked.ask === 'change') return <ChangePerson {...props} />
  return asked.ask === 'password' ? <NewPassword {...props} /> : <SwitchPerson {...props} />
}

function PersonItem({ person, open }: { person: PersonResource; open: (asked: Asked) => void }) {
  const { sign } = words.value
  const act = (ask: 'change' | 'password' | 'switch', text: Labels) => (
    <button
      type="button"
      class="button"
      aria-label={`${textOf(text)}${sign.colon}${person.display_name}`}
      onClick={() => open({ ask, person })}
    >
      {textOf(text)}
    </button>
  )
  return (
    <li class={person.disabled ? 'is-disabled' : ''}>
      <div>
        <p class="people-name">
          <strong>{person.display_name}</strong> <span class="muted">{person.name}</span>
          <Marks person={person} />
        </p>
        <p>{person.roles.map((role) => textOf(roleNames[role])).join(sign.dot)}</p>
        <p class="muted">
          {textOf(peopleWords.since)} {format.value.time(person.created_ts, now.value)}
        </p>
      </div>
      <div class="people-item-acts">
        {act('change', peopleWords.change)}
        {!person.disabled && act('password', peopleWords.newPassword)}
        {act('switch', person.disabled ? peopleWords.enable : peopleWords.disable)}
      </div>
    </li>
  )
}

function Marks({ person }: { person: PersonResource }) {
  const marks: Labels[] = [
    ...(person.id === reader.value?.person?.id ? [peopleWords.you] : []),
    ...(person.disabled ? [peopleWords.disabled] : []),
    ...(person.password_to_change ? [peopleWords.toChange] : []),
    ...(person.has_password ? [] : [peopleWords.noPassword]),
  ]
  return marks.map((mark) => (
    <span key={mark.en} class="chip">
      {textOf(mark)}
    </span>
  ))
}
