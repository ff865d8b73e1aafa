import { thresholdKeys, thresholdLevels, thresholdNameOf } from '#domain/alarms/levels.ts'
import type { ThresholdsVersion } from '#domain/wire/inventory.ts'
import { authorityIn, levelsSheet, thresholdsIn } from '../../../../logic/inventory/levels.ts'
import { findField, unitOf } from '../../../../logic/value/figure.ts'
import { findKind } from '../../../../state/city.ts'
import { textOf } from '../../../../state/preferences.ts'
import { change } from '../../../../state/request.ts'
import { LevelBadge } from '../../../../parts/level-badge.tsx'
import { devicePath } from '../../device-path.ts'
import { EditForm } from '../../form/edit-form.tsx'
import { ChoiceField, TextField, TickField } from '../../form/fields.tsx'
import type { ChangeAnswer, Shown } from '../../form/use-device-edit.ts'
import { useEdit, type Edit } from '../../form/use-edit.ts'
import type { CloseForm } from '../../section.tsx'
import { formWords } from '../../words/form.ts'
import { authorityLabels, keyLabels, referenceWords } from '../../words/keys.ts'
import { datumWords, levelWords } from '../../words/levels.ts'
import { sectionTitles } from '../../words/sections.ts'
import { LevelsPreview } from './levels-preview.tsx'

interface Props {
  shown: Shown
  /** Newest first. */
  versions: readonly ThresholdsVersion[]
  reload(): Promise<readonly ThresholdsVersion[]>
  close: CloseForm
}

/** The next thresholds: begins with the newest ones, whether they count already or are planned. */
export function LevelsForm({ shown, versions, reload, close }: Props) {
  const { item } = shown
  const kind = findKind(item.kind)
  const field = findField(kind, kind?.level_field ?? null)
  const path = devicePath(item.id, '/thresholds')
  const newestOf = (list: readonly ThresholdsVersion[]) =>
    list.find(({ state }) => state !== 'cancelled')
  const edit = useEdit<ThresholdsVersion | undefined>({
    source: newestOf(versions),
    versionOf: (newest) => newest && String(newest.version),
    sheet: levelsSheet(field),
    reload: async () => newestOf(await reload()),
    async save({ draft, version }) {
      const body = thresholdsIn(draft)
      const { warnings } = await change<ChangeAnswer>('PUT', path, { body, version })
      await Promise.all([reload(), shown.reload()])
      return warnings
    },
    done: (warnings) => close({ text: formWords.saved, warnings }),
    isEager: true,
  })
  return (
    <EditForm edit={edit} title={sectionTitles.levels} cancel={() => close()} hasOwnReason>
      <p>{textOf(levelWords.lead)}</p>
      <DatumLine shown={shown} unit={unitOf(field, textOf)} />
      <ChoiceField
        edit={edit}
        name="authority"
        label={keyLabels.authority}
        hint={levelWords.authorityHint}
        choices={authorities}
      />
      <LevelFields edit={edit} unit={unitOf(field, textOf)} />
      <SourceFields edit={edit} />
      <LevelsPreview edit={edit} item={item} unit={unitOf(field, textOf)} />
    </EditForm>
  )
}

const authorities = (['official', 'local'] as const).map((value) => ({
  value,
  label: authorityLabels[value],
}))

/** In which unit and above which zero the levels are entered: those of the readings. */
function DatumLine({ shown: { item }, unit }: { shown: Shown; unit: string }) {
  return <p class="muted">{textOf(datumWords(unit, item.gauge && referenceWords(item.gauge)))}</p>
}

/** The five levels, the highest on top as on the staff. */
function LevelFields({ edit, unit }: { edit: Edit; unit: string }) {
  const authority = authorityIn(edit.draft.value)
  return (
    <div class="level-fields">
      {thresholdKeys.toReversed().map((key) => (
        <div class="level-field" key={key}>
          <LevelBadge level={thresholdLevels[key]} authority={authority} />
          <TextField
            edit={edit}
            name={key}
            label={thresholdNameOf(key, authority)}
            unit={unit}
            isNumber
          />
        </div>
      ))}
    </div>
  )
}

function SourceFields({ edit }: { edit: Edit }) {
  return (
    <>
      <TextField edit={edit} name="source" label={keyLabels.source} hint={levelWords.sourceHint} />
      <TickField
        edit={edit}
        name="verified"
        label={keyLabels.verified}
        hint={levelWords.verifiedHint}
      />
      <TextField
        edit={edit}
        name="valid_from"
        label={keyLabels.valid_from}
        hint={levelWords.fromHint}
        type="date"
      />
      <TextField edit={edit} name="note" label={levelWords.note} hint={levelWords.noteHint} />
    </>
  )
}
