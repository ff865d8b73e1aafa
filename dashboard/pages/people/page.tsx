import '../../styles/people.css'
import { useSignal } from '@preact/signals'
import { ToggleBar } from '../../parts/toggle-bar.tsx'
import { textOf } from '../../state/preferences.ts'
import { KeyList } from './key-list.tsx'
import { PersonList } from './person-list.tsx'
import { peopleWords } from './words.ts'

const parts = ['people', 'keys'] as const

/** 利用者: who may log in and as what, and the keys of machines. For administrators. */
export function Page() {
  const part = useSignal<(typeof parts)[number]>('people')
  const toggles = parts.map((key) => ({
    key,
    isPressed: part.value === key,
    content: textOf(peopleWords[key]),
    press: () => void (part.value = key),
  }))
  return (
    <main id="main" class="status-page people-page" tabIndex={-1}>
      <div class="status-lead">
        <h2>{textOf(peopleWords.title)}</h2>
      </div>
      <ToggleBar label={textOf(peopleWords.parts)} toggles={toggles} look="toggles people-parts" />
      {part.value === 'people' ? <PersonList /> : <KeyList />}
    </main>
  )
}
