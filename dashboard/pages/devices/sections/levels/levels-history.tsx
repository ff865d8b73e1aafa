import type { ThresholdsVersion } from '#domain/wire/inventory.ts'
import { nameOfStep, thresholdSteps } from '../../../../logic/alarm/thresholds.ts'
import { formatNumber } from '../../../../logic/value/figure.ts'
import { textOf, words } from '../../../../state/preferences.ts'
import { VersionTable } from '../version-table.tsx'
import { authorityLabels, keyLabels } from '../../words/keys.ts'
import { levelWords } from '../../words/levels.ts'

/** Every setting that the gauge had, has or will have, newest first. */
export function LevelsHistory({ versions }: { versions: readonly ThresholdsVersion[] }) {
  return (
    <VersionTable
      title={levelWords.history}
      versions={versions}
      describe={(version) => <Levels version={version} />}
    />
  )
}

function Levels({ version: { thresholds, note } }: { version: ThresholdsVersion }) {
  const { sign } = words.value
  const steps = thresholdSteps(thresholds)
  const texts = steps.map((step) => `${textOf(nameOfStep(step))} ${formatNumber(step.value, 2)}`)
  const source = thresholds?.source
  return (
    <>
      {texts.length > 0 ? texts.join(' / ') : textOf(levelWords.notSet)}
      {thresholds && (
        <span class="muted version-more">
          {textOf(authorityLabels[thresholds.authority])}
          {source && `${sign.dot}${textOf(keyLabels.source)}${sign.colon}${source}`}
          {note && `${sign.dot}${note}`}
        </span>
      )}
    </>
  )
}
