import type { InventoryItem } from '#domain/wire/inventory.ts'
import type { KindResource } from '#domain/wire/kind.ts'
import {
  everyKey,
  modesOf,
  reportingPatch,
  reportingSheet,
} from '../../../logic/inventory/reporting.ts'
import { findKind } from '../../../state/city.ts'
import { format, textOf, words } from '../../../state/preferences.ts'
import { now } from '../../../state/server-clock.ts'
import { EditForm } from '../form/edit-form.tsx'
import { ChoiceField, TextField } from '../form/fields.tsx'
import { useDeviceEdit, type Shown } from '../form/use-device-edit.ts'
import type { Edit } from '../form/use-edit.ts'
import { Pairs, Section, type CloseForm, type PairLine } from '../section.tsx'
import { formWords } from '../words/form.ts'
import { intervalWords, keyLabels, roleLabels } from '../words/keys.ts'
import { tokenWords } from '../words/page.ts'
import { reportingWords, sectionTitles } from '../words/sections.ts'
import { RevokeForm, RotateForm } from './token-forms.tsx'

/** 設置と通信: how often it reports, by which way it comes, and its token. */
export function ReportingSection({ shown }: { shown: Shown }) {
  const { item } = shown
  const kind = findKind(item.kind)
  return (
    <Section
      id="reporting"
      item={item}
      acts={[
        {
          key: 'edit',
          label: formWords.edit,
          needs: 'device.edit',
          form: (close) => <ReportingForm shown={shown} close={close} />,
        },
        {
          key: 'rotate',
          label: reportingWords.rotate,
          needs: 'device.edit',
          form: (close) => <RotateForm shown={shown} close={close} />,
        },
        ...(item.credential.state === 'active'
          ? [
              {
                key: 'revoke',
                label: reportingWords.revoke,
                needs: 'device.edit' as const,
                form: (close: CloseForm) => <RevokeForm shown={shown} close={close} />,
              },
            ]
          : []),
      ]}
    >
      <Pairs
        lines={[
          ...intervalLines(item, kind),
          ...(kind?.events
            ? [{ label: keyLabels.role, value: textOf(roleLabels[item.role]) }]
            : []),
          { label: reportingWords.uplink, value: uplinkText(item) },
          { label: reportingWords.token, value: tokenText(item) },
        ]}
      />
    </Section>
  )
}

function intervalLines(item: InventoryItem, kind: KindResource | undefined): PairLine[] {
  return modesOf(kind).map((mode) => {
    const own = item.every_ms?.[mode]
    const ms = own ?? kind?.reporting.everyMs[mode] ?? 0
    const usual = own === undefined ? words.value.time.withAge(textOf(reportingWords.standard)) : ''
    return { label: intervalWords(mode, kind), value: `${format.value.duration(ms)} ${usual}` }
  })
}

function uplinkText({ uplink }: InventoryItem): string {
  if (!uplink) return textOf(reportingWords.direct)
  return words.value.connect.bridged(uplink.source, uplink.address)
}

function tokenText({ credential, uplink }: InventoryItem): string {
  const { state, issued_ts: issued, revoked_ts: revoked } = credential
  if (state !== 'active' && uplink) return textOf(tokenWords.bridged)
  const [word, ts] =
    state === 'revoked' ? [reportingWords.ended, revoked] : [reportingWords.issued, issued]
  const when =
    ts === null
      ? ''
      : words.value.time.withAge(`${format.value.time(ts, now.peek())} ${textOf(word)}`)
  return `${textOf(tokenWords[state])} ${when}`
}

function ReportingForm({ shown, close }: { shown: Shown; close: CloseForm }) {
  const kind = findKind(shown.item.kind)
  const edit = useDeviceEdit({
    shown,
    sheet: reportingSheet(kind),
    patch: (draft, base) => reportingPatch(draft, base, kind),
    close,
  })
  return (
    <EditForm edit={edit} title={sectionTitles.reporting} kind={kind} cancel={() => close()}>
      <IntervalFields edit={edit} kind={kind} />
      {kind?.events && <RoleField edit={edit} />}
    </EditForm>
  )
}

/** An interval for each mode of the kind, in minutes. */
export function IntervalFields({ edit, kind }: { edit: Edit; kind: KindResource | undefined }) {
  return (
    <>
      <div class="edit-row">
        {modesOf(kind).map((mode) => (
          <TextField
            key={mode}
            edit={edit}
            name={everyKey(mode)}
            label={intervalWords(mode, kind)}
            placeholder={`${textOf(reportingWords.standard)} ${(kind?.reporting.everyMs[mode] ?? 0) / 60_000}`}
            unit={textOf(reportingWords.minutes)}
            isNumber
          />
        ))}
      </div>
      <p class="muted edit-note">{textOf(reportingWords.every)}</p>
    </>
  )
}

export function RoleField({ edit }: { edit: Edit }) {
  const choices = (['sensor', 'desk'] as const).map((value) => ({
    value,
    label: roleLabels[value],
  }))
  return <ChoiceField edit={edit} name="role" label={reportingWords.role} choices={choices} />
}
