import type { CityDevice } from '../../../logic/device/city-device.ts'
import { factLines } from '../../../logic/device/fact-lines.ts'
import { format, textOf, words } from '../../../state/preferences.ts'
import { onlineText } from '../../../parts/online-text.ts'

/** What the registry knows of a device. */
export function Facts({ device }: { device: CityDevice }) {
  const { panel } = words.value
  const lines = factLines(device.facts, { textOf, words: words.value })
  return (
    <section aria-labelledby="facts-title">
      <h3 id="facts-title">{panel.facts}</h3>
      <dl class="pairs">
        <Pair name={panel.id} value={device.id} />
        <Pair name={panel.interval} value={format.value.duration(device.interval_ms)} />
        <Pair name={panel.online} value={onlineText(device)} />
        {lines.map(({ key, label, text }) => (
          <Pair key={key} name={label} value={text} />
        ))}
      </dl>
    </section>
  )
}

function Pair({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  )
}
