import { isCapability } from '#domain/access/capabilities.ts'
import { isRole, roleNames } from '#domain/access/roles.ts'
import type { ActResource } from '#domain/wire/person.ts'
import { actCodes } from '#domain/words/act-codes.ts'
import { capabilityWords } from '../../form/words.ts'
import { listChangeLines, type ChangeLine } from '../../logic/inventory/change-lines.ts'
import { format, textOf, words } from '../../state/preferences.ts'
import { keyWords, printValue as printDeviceValue } from '../devices/words/keys.ts'
import { auditWords, fieldWords, localWords, sortWords } from './words.ts'

/** One entry: when, who, what, to whom, from where, and what was different after it. */
export function ActItem({ act }: { act: ActResource }) {
  const { sign } = words.value
  const lines = listChangeLines(act.before, act.after)
  const { name, sort, address } = act.by
  return (
    <li class="act">
      <p class="act-when figure">
        <time dateTime={new Date(act.ts).toISOString()}>{format.value.moment(act.ts)}</time>
        <span class="muted">{` #${act.seq}`}</span>
      </p>
      <div>
        <p class="act-what">
          <strong>{textOf(actCodes[act.act] ?? { ja: act.act, en: act.act })}</strong>
          {act.subject && <span>{act.subject.name}</span>}
        </p>
        <p>
          {name === '' ? textOf(sortWords[sort]) : name}
          {sort === 'key' && ` (${textOf(sortWords.key)})`}
          <span class="muted">
            {` ${textOf(auditWords.address)}${sign.colon}`}
            {address === 'local' ? textOf(localWords) : address}
          </span>
        </p>
        {act.why && (
          <p>
            {textOf(auditWords.why)}
            {sign.colon}
            {act.why}
          </p>
        )}
        {act.undoes !== undefined && (
          <p>
            {textOf(auditWords.undoes)}
            {sign.colon}#{act.undoes}
          </p>
        )}
        {lines.length > 0 && (
          <ul class="act-lines">
            {lines.map((line) => (
              <Line
                key={line.path}
                line={line}
                isChange={act.before !== null && act.after !== null}
              />
            ))}
          </ul>
        )}
      </div>
    </li>
  )
}

/** 「役割：閲覧 → 防災」; of what is new, and of what is gone, only what it is or was. */
function Line({ line, isChange }: { line: ChangeLine; isChange: boolean }) {
  const { path, before, after } = line
  return (
    <li>
      {textOf(fieldWords[path] ?? keyWords(path, undefined))}
      {words.value.sign.colon}
      {isChange && (
        <>
          {printValue(path, before)} <span aria-hidden="true">→</span>
          <span class="visually-hidden">{textOf(auditWords.becomes)}</span>{' '}
        </>
      )}
      <b>{printValue(path, isChange ? after : (after ?? before))}</b>
    </li>
  )
}

function printValue(path: string, value: unknown): string {
  if (Array.isArray(value)) {
    return value.map((each) => printValue(path, each)).join(words.value.panel.comma)
  }
  if (isRole(value)) return textOf(roleNames[value])
  const may = isCapability(value) ? textOf(capabilityWords[value]) : undefined
  return may ?? printDeviceValue(path, value)
}
