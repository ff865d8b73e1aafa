import { freshnessStates } from '#domain/readings/freshness.ts'
import type { Level } from '#domain/alarms/levels.ts'
import { isFiltering, type Filter } from '../../../logic/list/filter.ts'
import { clearFilter, filter, setFilter } from '../../../state/address.ts'
import { kinds } from '../../../state/city.ts'
import { textOf, words } from '../../../state/preferences.ts'
import { KindIcon } from '../../../parts/icon.tsx'
import { ToggleBar } from '../../../parts/toggle-bar.tsx'

const toggled = <T,>(list: readonly T[], item: T): T[] =>
  list.includes(item) ? list.filter((other) => other !== item) : [...list, item]

const change = (part: Partial<Filter>) => setFilter({ ...filter.peek(), ...part })

const levelChoices: readonly Level[] = [0, 1, 2, 3, 4, 5]

/** Kind, text, and behind a fold state and level. The address keeps them all. */
export function FilterBar({ open }: { open: boolean }) {
  const { filter: text } = words.value
  return (
    <form class="filter-bar" role="search" aria-label={text.title} onSubmit={prevent}>
      <input
        type="search"
        class="filter-text"
        placeholder={text.text}
        aria-label={text.text}
        value={filter.value.text}
        onInput={(event) => change({ text: event.currentTarget.value })}
      />
      <KindToggles />
      <details class="filter-more" open={open}>
        <summary>
          {text.state}
          {words.value.sign.dot}
          {text.level}
        </summary>
        <StateToggles />
        <LevelChoice />
      </details>
      {isFiltering(filter.value) && (
        <button type="button" class="button filter-clear" onClick={clearFilter}>
          {text.clear}
        </button>
      )}
    </form>
  )
}

const prevent = (event: Event) => event.preventDefault()

function KindToggles() {
  const toggles = kinds.value.map((kind) => ({
    key: kind.id,
    isPressed: filter.value.kinds.includes(kind.id),
    content: (
      <>
        <KindIcon kind={kind.id} />
        {textOf(kind.title)}
      </>
    ),
    press: () => change({ kinds: toggled(filter.peek().kinds, kind.id) }),
  }))
  return <ToggleBar label={words.value.filter.kind} toggles={toggles} />
}

function StateToggles() {
  const toggles = freshnessStates.map((state) => ({
    key: state,
    isPressed: filter.value.states.includes(state),
    content: words.value.state[state],
    press: () => change({ states: toggled(filter.peek().states, state) }),
  }))
  return <ToggleBar label={words.value.filter.state} toggles={toggles} />
}

function LevelChoice() {
  const { filter: text } = words.value
  return (
    <label class="level-choice">
      {text.level}
      <select
        value={String(filter.value.minLevel)}
        onChange={(event) => change({ minLevel: Number(event.currentTarget.value) as Level })}
      >
        {levelChoices.map((level) => (
          <option key={level} value={String(level)}>
            {level === 0 ? text.allLevels : text.levelFrom(level)}
          </option>
        ))}
      </select>
    </label>
  )
}
