import type { ThresholdsVersion } from '#domain/wire/inventory.ts'
import { thresholdSteps, nameOfStep } from '../../../../logic/alarm/thresholds.ts'
import { findField, formatNumber, unitOf } from '../../../../logic/value/figure.ts'
import { LevelBadge } from '../../../../parts/level-badge.tsx'
import { findKind } from '../../../../state/city.ts'
import { textOf } from '../../../../state/preferences.ts'
import { devicePath } from '../../device-path.ts'
import type { Shown } from '../../form/use-device-edit.ts'
import { Pairs, Section } from '../../section.tsx'
import { useFollowed } from '../../../../parts/use-followed.ts'
import { formWords } from '../../words/form.ts'
import { authorityLabels, keyLabels, printValue } from '../../words/keys.ts'
import { levelWords } from '../../words/levels.ts'
import { LevelsForm } from './levels-form.tsx'
import { LevelsHistory } from './levels-history.tsx'

/** 基準水位: those in force, the form of the next ones, and all there were. */
export function LevelsSection({ shown }: { shown: Shown }) {
  const { item } = shown
  const path = devicePath(item.id, '/thresholds?history=true')
  const history = useFollowed<{ items: ThresholdsVersion[] }>(path)
  const state = history.state.value
  const versions = typeof state === 'object' ? state.loaded.items : []
  const reload = async () => (await history.reload()).items
  return (
    <Section
      id="levels"
      item={item}
      acts={[
        {
          key: 'edit',
          label: formWords.edit,
          needs: 'threshold.edit',
          form: (close) => <LevelsForm {...{ shown, versions, reload, close }} />,
        },
      ]}
    >
      <LevelsNow shown={shown} />
      {versions.length > 0 && <LevelsHistory versions={versions} />}
    </Section>
  )
}

/** What counts now. */
function LevelsNow({ shown: { item } }: { shown: Shown }) {
  const { thresholds } = item
  const kind = findKind(item.kind)
  const unit = unitOf(findField(kind, kind?.level_field ?? null), textOf)
  const steps = thresholdSteps(thresholds)
  if (!thresholds || steps.length === 0) return <p>{textOf(levelWords.none)}</p>
  return (
    <>
      <ol class="levels-now">
        {steps.toReversed().map((step) => (
          <li key={step.key}>
            <LevelBadge level={step.level} authority={step.authority} />
            <span>{textOf(nameOfStep(step))}</span>
            <span class="figure">
              {formatNumber(step.value, 2)} {unit}
            </span>
          </li>
        ))}
      </ol>
      <Pairs
        lines={[
          { label: keyLabels.authority, value: textOf(authorityLabels[thresholds.authority]) },
          { label: keyLabels.source, value: printValue('source', thresholds.source) },
          { label: keyLabels.verified, value: printValue('verified', thresholds.verified) },
          { label: keyLabels.valid_from, value: printValue('valid_from', thresholds.valid_from) },
        ]}
      />
    </>
  )
}
