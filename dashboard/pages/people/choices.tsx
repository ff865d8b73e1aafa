import { useId } from 'preact/hooks'
import { FieldError } from '../../form/field.tsx'
import { Unfit } from '../../form/explain.ts'
import type { Sending } from '../../form/use-sending.ts'
import type { Labels } from '#domain/words/labels.ts'
import { textOf } from '../../state/preferences.ts'

interface Choice {
  value: string
  label: Labels
  hint?: string
}

interface Props {
  name: string
  legend: Labels
  lead?: Labels
  choices: readonly Choice[]
  chosen?: readonly string[]
  sending: Sending
}

/** Any of several things, each with what it means. */
export function Choices({ name, legend, lead, choices, chosen = [], sending }: Props) {
  const id = useId()
  const error = sending.errorAt(name)
  return (
    <fieldset class="choices" aria-describedby={error && `${id}-error`}>
      <legend>{textOf(legend)}</legend>
      {lead && <p class="muted">{textOf(lead)}</p>}
      <FieldError id={`${id}-error`} text={error} />
      {choices.map(({ value, label, hint }) => (
        <label key={value}>
          <input
            type="checkbox"
            name={name}
            value={value}
            defaultChecked={chosen.includes(value)}
          />
          <span>
            {textOf(label)}
            {hint && <span class="muted">{hint}</span>}
          </span>
        </label>
      ))}
    </fieldset>
  )
}

/** What was chosen. @throws Unfit where nothing was. */
export function readChoices(data: FormData, name: string, missing: Labels): string[] {
  const chosen = data.getAll(name).filter((value) => typeof value === 'string')
  if (chosen.length === 0) throw new Unfit(name, missing)
  return chosen
}
