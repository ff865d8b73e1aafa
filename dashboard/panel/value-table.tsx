import type { CityDevice } from '../logic/city-device.ts'
import { figureOf } from '../logic/figure.ts'
import type { KindResource } from '#domain/resources.ts'
import { language, words } from '../state/preferences.ts'

/** Every field the device sent last, with label and unit. */
export function ValueTable({ device, kind }: { device: CityDevice; kind: KindResource }) {
  const values = device.latest?.values ?? {}
  const sent = kind.fields.filter((field) => values[field.name] !== undefined)
  if (sent.length === 0) return null
  return (
    <section aria-labelledby="values-title">
      <h3 id="values-title">{words.value.panel.values}</h3>
      <dl class="pairs">
        {sent.map((field) => {
          const figure = figureOf(values[field.name], field, language.value)
          return (
            <div key={field.name}>
              <dt>{field.label[language.value]}</dt>
              <dd>
                <span class="figure">{figure ? figure.text : words.value.state.no_value}</span>{' '}
                <span class="muted">{figure?.unit}</span>
              </dd>
            </div>
          )
        })}
      </dl>
    </section>
  )
}
