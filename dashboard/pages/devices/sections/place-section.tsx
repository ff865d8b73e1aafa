import { placePatch, placeSheet, positionIn } from '../../../logic/inventory/place.ts'
import { findKind } from '../../../state/city.ts'
import { textOf } from '../../../state/preferences.ts'
import { EditForm } from '../form/edit-form.tsx'
import { TextField } from '../form/fields.tsx'
import { useDeviceEdit, type Shown } from '../form/use-device-edit.ts'
import type { Edit } from '../form/use-edit.ts'
import { PlaceMap } from '../place/place-map.tsx'
import { Pairs, Section, type CloseForm } from '../section.tsx'
import { formWords } from '../words/form.ts'
import { keyLabels } from '../words/keys.ts'
import { placeWords, sectionTitles } from '../words/sections.ts'

/** 名称と位置. */
export function PlaceSection({ shown }: { shown: Shown }) {
  const { item } = shown
  const { position, name } = item
  const isMoving = findKind(item.kind)?.position === 'moving'
  const place = position ? `${position.lat}, ${position.lon}` : textOf(placeWords.noPlace)
  return (
    <Section
      id="place"
      item={item}
      acts={[
        {
          key: 'edit',
          label: formWords.edit,
          needs: 'device.edit',
          form: (close) => <PlaceForm shown={shown} close={close} isMoving={isMoving} />,
        },
      ]}
    >
      <Pairs
        lines={[
          { label: keyLabels.name_ja, value: name.ja },
          { label: keyLabels.name_en, value: name.en },
          { label: keyLabels.position, value: isMoving ? textOf(placeWords.moving) : place },
        ]}
      />
    </Section>
  )
}

interface FormProps {
  shown: Shown
  close: CloseForm
  isMoving: boolean
}

function PlaceForm({ shown, close, isMoving }: FormProps) {
  const edit = useDeviceEdit({ shown, sheet: placeSheet, patch: placePatch, close })
  return (
    <EditForm edit={edit} title={sectionTitles.place} cancel={() => close()}>
      <NameFields edit={edit} />
      {!isMoving && <PositionFields edit={edit} />}
    </EditForm>
  )
}

export function NameFields({ edit }: { edit: Edit }) {
  return (
    <div class="edit-row">
      <TextField edit={edit} name="name_ja" label={keyLabels.name_ja} maxLength={120} lang="ja" />
      <TextField edit={edit} name="name_en" label={keyLabels.name_en} maxLength={120} lang="en" />
    </div>
  )
}

/** Latitude and longitude as numbers, and on a map that moves with them. */
export function PositionFields({ edit }: { edit: Edit }) {
  const move = ({ lat, lon }: { lat: number; lon: number }) => {
    edit.set('lat', lat.toFixed(6))
    edit.set('lon', lon.toFixed(6))
  }
  return (
    <>
      <div class="edit-row">
        <TextField
          edit={edit}
          name="lat"
          label={keyLabels.lat}
          hint={placeWords.degrees}
          isNumber
        />
        <TextField edit={edit} name="lon" label={keyLabels.lon} isNumber />
      </div>
      <PlaceMap position={positionIn(edit.draft.value)} move={move} />
    </>
  )
}
