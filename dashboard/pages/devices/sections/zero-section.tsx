import { verticalDatums } from '#domain/alarms/vertical-datum.ts'
import type { ReferenceVersion } from '#domain/wire/inventory.ts'
import type { GaugeReference } from '#domain/wire/device.ts'
import { zeroPatch, zeroSheet } from '../../../logic/inventory/gauge-zero.ts'
import { formatNumber } from '../../../logic/value/figure.ts'
import { textOf, words } from '../../../state/preferences.ts'
import { devicePath } from '../device-path.ts'
import { EditForm } from '../form/edit-form.tsx'
import { ChoiceField, TextField } from '../form/fields.tsx'
import { patchDevice, type Shown } from '../form/use-device-edit.ts'
import { useEdit, type Edit } from '../form/use-edit.ts'
import { Pairs, Section, type CloseForm } from '../section.tsx'
import { useFollowed } from '../../../parts/use-followed.ts'
import { formWords } from '../words/form.ts'
import { datumLabel, keyLabels, printValue } from '../words/keys.ts'
import { levelWords } from '../words/levels.ts'
import { sectionTitles, zeroWords } from '../words/sections.ts'
import { VersionTable } from './version-table.tsx'

/** 零点高: the height of the gauge's zero and its datum, each from a day on. */
export function ZeroSection({ shown }: { shown: Shown }) {
  const { item } = shown
  const history = useFollowed<{ items: ReferenceVersion[] }>(devicePath(item.id, '/references'))
  const state = history.state.value
  const versions = typeof state === 'object' ? state.loaded.items : []
  const reload = async () => (await history.reload()).items
  return (
    <Section
      id="zero"
      item={item}
      acts={[
        {
          key: 'edit',
          label: formWords.edit,
          needs: 'device.edit',
          form: (close) => <ZeroForm {...{ shown, versions, reload, close }} />,
        },
      ]}
    >
      {item.gauge ? <Zero gauge={item.gauge} /> : <p>{textOf(zeroWords.none)}</p>}
      {versions.length > 0 && (
        <VersionTable
          title={levelWords.history}
          versions={versions}
          describe={({ gauge }) => (gauge ? zeroText(gauge) : textOf(zeroWords.none))}
        />
      )}
    </Section>
  )
}

const heightText = ({ zero_height_m: height }: GaugeReference) =>
  height === null ? textOf(zeroWords.unknown) : `${formatNumber(height, 3)} m`

const zeroText = (gauge: GaugeReference) =>
  [heightText(gauge), words.value.panel.datums[gauge.datum]].join(' ')

function Zero({ gauge }: { gauge: GaugeReference }) {
  return (
    <Pairs
      lines={[
        { label: keyLabels.zero_height_m, value: heightText(gauge) },
        { label: keyLabels.datum, value: printValue('datum', gauge.datum) },
        {
          label: keyLabels.zero_height_epoch,
          value: printValue('zero_height_epoch', gauge.zero_height_epoch),
        },
        { label: keyLabels.water_ja, value: textOf(gauge.water_body) },
      ]}
    />
  )
}

interface FormProps {
  shown: Shown
  /** Newest first. */
  versions: readonly ReferenceVersion[]
  reload(): Promise<readonly ReferenceVersion[]>
  close: CloseForm
}

function ZeroForm({ shown, versions, reload, close }: FormProps) {
  const { item } = shown
  const newestOf = (list: readonly ReferenceVersion[]) =>
    list.find(({ state }) => state !== 'cancelled')
  const edit = useEdit<ReferenceVersion | undefined>({
    source: newestOf(versions),
    versionOf: () => item.version,
    sheet: zeroSheet,
    reload: async () => newestOf(await reload()),
    async save({ draft, ...sent }) {
      const { warnings } = await patchDevice(item.id, zeroPatch(draft), sent)
      await Promise.all([reload(), shown.reload()])
      return warnings
    },
    done: (warnings) => close({ text: formWords.saved, warnings }),
  })
  return (
    <EditForm edit={edit} title={sectionTitles.zero} cancel={() => close()}>
      <p>{textOf(zeroWords.lead)}</p>
      <ZeroFields edit={edit} />
    </EditForm>
  )
}

function ZeroFields({ edit }: { edit: Edit }) {
  const epochs = ['', '2011', '2024'].map((value) => ({
    value,
    label: value === '' ? zeroWords.unknown : { ja: value, en: value },
  }))
  return (
    <>
      <div class="edit-row">
        <TextField
          edit={edit}
          name="zero_height_m"
          label={keyLabels.zero_height_m}
          unit="m"
          isNumber
        />
        <ChoiceField
          edit={edit}
          name="datum"
          label={keyLabels.datum}
          choices={verticalDatums.map((value) => ({ value, label: datumLabel(value) }))}
        />
        <ChoiceField
          edit={edit}
          name="zero_height_epoch"
          label={keyLabels.zero_height_epoch}
          choices={epochs}
        />
      </div>
      <div class="edit-row">
        <TextField
          edit={edit}
          name="water_ja"
          label={keyLabels.water_ja}
          maxLength={100}
          lang="ja"
        />
        <TextField
          edit={edit}
          name="water_en"
          label={keyLabels.water_en}
          maxLength={100}
          lang="en"
        />
      </div>
      <TextField
        edit={edit}
        name="valid_from"
        label={keyLabels.valid_from}
        hint={zeroWords.fromHint}
        type="date"
      />
    </>
  )
}
