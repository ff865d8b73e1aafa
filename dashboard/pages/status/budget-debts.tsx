import { errors } from '#domain/words/errors.ts'
import { remedies } from '#domain/words/remedies.ts'
import { nameOf } from '../../state/fleet.ts'
import { health } from '../../state/platform/health.ts'
import { format, textOf, words } from '../../state/preferences.ts'

/** 保存できる件数を超えた機器: who has to wait, and what to look at; nothing where nobody does. */
export function BudgetDebts() {
  const debts = health.value?.over_budget ?? []
  if (debts.length === 0) return null
  const { budget } = words.value.status
  return (
    <section aria-labelledby="budget-title">
      <h3 id="budget-title">{budget.title}</h3>
      <ol class="incidents">
        {debts.map(({ device, readings }) => (
          <li key={device} class="incident incident-refusal">
            <p class="incident-who">
              <strong>{textOf(nameOf(device, { ja: device, en: device }))}</strong>
              <span class="muted">{device}</span>
            </p>
            <div class="incident-what">
              <p class="incident-title">
                {textOf(errors.over_budget.title)}
                {words.value.sign.colon}
                {budget.above(format.value.count(readings))}
              </p>
              <p>{textOf(remedies.over_budget)}</p>
            </div>
          </li>
        ))}
      </ol>
      <p class="section-note muted">{budget.means}</p>
    </section>
  )
}
