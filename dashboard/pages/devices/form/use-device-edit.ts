import type { DevicePatchRequest, InventoryItem, InventoryWarning } from '#domain/wire/inventory.ts'
import type { Draft, Sheet } from '../../../logic/inventory/draft.ts'
import { change } from '../../../state/request.ts'
import { devicePath } from '../device-path.ts'
import type { CloseForm } from '../section.tsx'
import { formWords } from '../words/form.ts'
import { useEdit, type Edit, type Sent } from './use-edit.ts'

/** What a change answers. */
export interface ChangeAnswer {
  device: InventoryItem
  warnings: InventoryWarning[]
  change: number | null
}

/** A device on its page: as it is, and how to ask again. */
export interface Shown {
  item: InventoryItem
  reload(): Promise<InventoryItem>
}

interface Options {
  shown: Shown
  sheet: Sheet<InventoryItem>
  patch(draft: Draft, base: Draft): DevicePatchRequest
  close: CloseForm
}

/** Sends a change of a device. */
export const patchDevice = (
  id: string,
  body: DevicePatchRequest,
  { version, why }: Pick<Sent, 'version' | 'why'>,
): Promise<ChangeAnswer> =>
  change<ChangeAnswer>('PATCH', devicePath(id), { body: { ...body, why }, version })

/** A form about fields of a device. Sends those that are different. */
export function useDeviceEdit({ shown, sheet, patch, close }: Options): Edit {
  const { item, reload } = shown
  return useEdit({
    source: item,
    versionOf: ({ version }) => version,
    sheet,
    reload,
    async save({ draft, base, ...sent }) {
      const body = patch(draft, base)
      if (Object.keys(body).length === 0) return []
      const { warnings } = await patchDevice(item.id, body, sent)
      await reload()
      return warnings
    },
    done: (warnings) => close({ text: formWords.saved, warnings }),
  })
}
