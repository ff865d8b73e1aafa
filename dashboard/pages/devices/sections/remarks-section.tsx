import { remarksPatch, remarksSheet } from '../../../logic/inventory/remarks.ts'
import { textOf } from '../../../state/preferences.ts'
import { EditForm } from '../form/edit-form.tsx'
import { LongField, TextField } from '../form/fields.tsx'
import { useDeviceEdit, type Shown } from '../form/use-device-edit.ts'
import { Pairs, Section, type CloseForm } from '../section.tsx'
import { formWords } from '../words/form.ts'
import { keyLabels, printValue } from '../words/keys.ts'
import { remarksWords, sectionTitles } from '../words/sections.ts'

/** カメラとメモ. */
export function RemarksSection({ shown }: { shown: Shown }) {
  const { item } = shown
  const { camera_url: camera, note } = item
  const link = camera && (
    <a href={camera} target="_blank" rel="noreferrer">
      {textOf(remarksWords.openCamera)}
    </a>
  )
  return (
    <Section
      id="remarks"
      item={item}
      acts={[
        {
          key: 'edit',
          label: formWords.edit,
          needs: 'device.edit',
          form: (close) => <RemarksForm shown={shown} close={close} />,
        },
      ]}
    >
      <Pairs
        lines={[
          { label: keyLabels.camera_url, value: link ?? printValue('camera_url', null) },
          { label: keyLabels.note, value: printValue('note', note) },
        ]}
      />
    </Section>
  )
}

function RemarksForm({ shown, close }: { shown: Shown; close: CloseForm }) {
  const edit = useDeviceEdit({ shown, sheet: remarksSheet, patch: remarksPatch, close })
  return (
    <EditForm edit={edit} title={sectionTitles.remarks} cancel={() => close()}>
      <TextField
        edit={edit}
        name="camera_url"
        label={keyLabels.camera_url}
        hint={remarksWords.cameraHint}
        type="url"
      />
      <LongField edit={edit} name="note" label={keyLabels.note} hint={remarksWords.noteHint} />
    </EditForm>
  )
}
