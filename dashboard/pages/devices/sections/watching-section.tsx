import type { InventoryItem } from '#domain/wire/inventory.ts'
import type { KindResource } from '#domain/wire/kind.ts'
import {
  guardFields,
  guardKey,
  guardParts,
  watchingPatch,
  watchingSheet,
} from '../../../logic/inventory/watching.ts'
import { unitOf } from '../../../logic/value/figure.ts'
import { findKind } from '../../../state/city.ts'
import { textOf, words } from '../../../state/preferences.ts'
import { EditForm } from '../form/edit-form.tsx'
import { TextField, TickField } from '../form/fields.tsx'
import { useDeviceEdit, type Shown } from '../form/use-device-edit.ts'
import type { Edit } from '../form/use-edit.ts'
import { Pairs, Section, type CloseForm, type PairLine } from '../section.tsx'
import { formWords } from '../words/form.ts'
import { guardLabels, keyLabels, printValue } from '../words/keys.ts'
import { sectionTitles, watchingWords } from '../words/sections.ts'

/** 見守り設定: when a value of this one device is doubtful. */
export function WatchingSection({ shown }: { shown: Shown }) {
  const { item } = shown
  const kind = findKind(item.kind)
  return (
    <Section
      id="watching"
      item={item}
      acts={[
        {
          key: 'edit',
          label: formWords.edit,
          needs: 'device.edit',
          form: (close) => <WatchingForm shown={shown} close={close} />,
        },
      ]}
    >
      <Pairs
        lines={[
          ...(kind?.level_field ? [flatLine(item)] : []),
          { label: watchingWords.guards, value: guardsText(item, kind) },
        ]}
      />
    </Section>
  )
}

const flatLine = ({ normally_flat }: InventoryItem): PairLine => ({
  label: keyLabels.normally_flat,
  value: printValue('normally_flat', normally_flat),
})

/** 「水位：下限 0 m、上限 5 m」 */
function guardsText({ guards }: InventoryItem, kind: KindResource | undefined): string {
  const { sign, panel } = words.value
  const texts = Object.entries(guards ?? {}).map(([name, guard]) => {
    const field = kind?.fields.find((one) => one.name === name)
    const limits = guardParts
      .filter((part) => guard[part] !== undefined)
      .map((part) => `${textOf(guardLabels[part])} ${guard[part]} ${unitOf(field, textOf)}`.trim())
    return `${textOf(field?.label) ?? name}${sign.colon}${limits.join(panel.comma)}`
  })
  return texts.length > 0 ? texts.join(' / ') : textOf(watchingWords.none)
}

function WatchingForm({ shown, close }: { shown: Shown; close: CloseForm }) {
  const kind = findKind(shown.item.kind)
  const edit = useDeviceEdit({
    shown,
    sheet: watchingSheet(kind),
    patch: (draft, base) => watchingPatch(draft, base, kind),
    close,
  })
  return (
    <EditForm edit={edit} title={sectionTitles.watching} kind={kind} cancel={() => close()}>
      {kind?.level_field && (
        <TickField
          edit={edit}
          name="normally_flat"
          label={keyLabels.normally_flat}
          hint={watchingWords.flatHint}
        />
      )}
      <GuardFields edit={edit} kind={kind} />
    </EditForm>
  )
}

/** Lower and upper limit and step of each number of the kind. */
function GuardFields({ edit, kind }: { edit: Edit; kind: KindResource | undefined }) {
  return (
    <div class="guard-fields">
      <h4>{textOf(watchingWords.guards)}</h4>
      <p class="muted">{textOf(watchingWords.guardsLead)}</p>
      {guardFields(kind).map((field) => (
        <fieldset key={field.name}>
          <legend>{textOf(field.label)}</legend>
          <div class="edit-row">
            {guardParts.map((part) => (
              <TextField
                key={part}
                edit={edit}
                name={guardKey(field.name, part)}
                label={guardLabels[part]}
                unit={unitOf(field, textOf)}
                isNumber
              />
            ))}
          </div>
        </fieldset>
      ))}
    </div>
  )
}
