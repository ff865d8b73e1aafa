import type { ComponentChildren } from 'preact'
import type { ThresholdsVersion } from '#domain/wire/inventory.ts'
import type { Labels } from '#domain/words/labels.ts'
import { format, textOf } from '../../../state/preferences.ts'
import { now } from '../../../state/server-clock.ts'
import { levelWords, stateWords } from '../words/levels.ts'

type Version = Omit<ThresholdsVersion, 'thresholds'>

interface Props<V extends Version> {
  title: Labels
  /** Newest first. */
  versions: readonly V[]
  describe(version: V): ComponentChildren
}

/** What was, is and will be set from a date on: state, day, content, and by whom. */
export function VersionTable<V extends Version>({ title, versions, describe }: Props<V>) {
  return (
    <details class="version-history" open={versions.some(({ state }) => state === 'planned')}>
      <summary>
        {textOf(title)} <span class="figure muted">{versions.length}</span>
      </summary>
      <table>
        <thead>
          <tr>
            <th scope="col">{textOf(levelWords.historyState)}</th>
            <th scope="col">{textOf(levelWords.historyFrom)}</th>
            <th scope="col">{textOf(levelWords.historyValues)}</th>
            <th scope="col">{textOf(levelWords.historyBy)}</th>
          </tr>
        </thead>
        <tbody>
          {versions.map((version) => (
            <tr key={version.version} class={`version-${version.state}`}>
              <th scope="row">{textOf(stateWords[version.state])}</th>
              <td>{fromText(version)}</td>
              <td>{describe(version)}</td>
              <td>
                {version.set_by ?? textOf(levelWords.unknownBy)}
                {version.set_ts !== null && (
                  <span class="muted version-more">
                    {format.value.time(version.set_ts, now.peek())}
                  </span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}

/** The day that was asked for, or the moment; what was there before settings were kept has neither. */
function fromText({ valid_from: day, effective_ts: ts, set_ts: set }: Version): string {
  if (day !== null) return day
  return set === null ? textOf(levelWords.before) : format.value.time(ts, now.peek())
}
