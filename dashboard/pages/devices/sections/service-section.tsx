import type { InventoryItem } from '#domain/wire/inventory.ts'
import { servicePatch, serviceSheet } from '../../../logic/inventory/service.ts'
import { city } from '../../../state/city.ts'
import { format, textOf } from '../../../state/preferences.ts'
import { now, serverNow } from '../../../state/server-clock.ts'
import { EditForm } from '../form/edit-form.tsx'
import { TextField } from '../form/fields.tsx'
import { useAct } from '../form/use-act.ts'
import { patchDevice, type Shown } from '../form/use-device-edit.ts'
import { Pairs, Section, type CloseForm, type SectionAct } from '../section.tsx'
import { formWords } from '../words/form.ts'
import { keyLabels } from '../words/keys.ts'
import { columnWords } from '../words/page.ts'
import { sectionTitles, serviceWords } from '../words/sections.ts'

const timeZone = () => city.peek()?.city.time_zone ?? 'Asia/Tokyo'

/** 点検・休止. */
export function ServiceSection({ shown }: { shown: Shown }) {
  const { item } = shown
  const isOut = item.out_of_service
  const take: SectionAct = {
    key: 'take',
    label: isOut ? serviceWords.change : serviceWords.take,
    needs: 'device.service',
    form: (close) => <ServiceForm shown={shown} close={close} />,
  }
  const back: SectionAct = {
    key: 'back',
    label: serviceWords.back,
    needs: 'device.service',
    form: (close) => <BackForm shown={shown} close={close} />,
  }
  return (
    <Section id="service" item={item} acts={isOut ? [back, take] : [take]}>
      <Pairs lines={serviceLines(item)} />
    </Section>
  )
}

function serviceLines({ out_of_service: isOut, service }: InventoryItem) {
  const state = textOf(isOut ? serviceWords.outOfService : serviceWords.inService)
  const until = service?.until_ts ?? null
  const end = until === null ? textOf(serviceWords.open) : format.value.time(until, now.peek())
  return [
    { label: columnWords.state, value: isOut ? <strong>{state}</strong> : state },
    ...(service ? [{ label: keyLabels.reason, value: service.reason }] : []),
    ...(isOut ? [{ label: keyLabels.until, value: end }] : []),
  ]
}

function ServiceForm({ shown, close }: { shown: Shown; close: CloseForm }) {
  const sheet = serviceSheet(timeZone(), serverNow)
  const edit = useAct({
    shown,
    asked: sheet.read(shown.item),
    check: sheet.check,
    send: ({ draft, ...sent }) => patchDevice(shown.item.id, servicePatch(draft, timeZone()), sent),
    said: formWords.saved,
    close,
  })
  const { out_of_service: isOut } = shown.item
  return (
    <EditForm
      edit={edit}
      title={sectionTitles.service}
      act={isOut ? formWords.save : serviceWords.take}
      cancel={() => close()}
      hasOwnReason
    >
      <p>{textOf(serviceWords.lead)}</p>
      <TextField edit={edit} name="reason" label={keyLabels.reason} hint={formWords.whyNeeded} />
      <TextField
        edit={edit}
        name="until"
        label={keyLabels.until}
        hint={serviceWords.untilHint}
        type="datetime-local"
      />
    </EditForm>
  )
}

function BackForm({ shown, close }: { shown: Shown; close: CloseForm }) {
  const edit = useAct({
    shown,
    send: (sent) => patchDevice(shown.item.id, { out_of_service: false }, sent),
    said: formWords.saved,
    close,
  })
  return (
    <EditForm edit={edit} title={serviceWords.back} act={serviceWords.back} cancel={() => close()}>
      <p>{textOf(serviceWords.backLead)}</p>
    </EditForm>
  )
}
