import type { InventoryItem, InventoryWarning } from '#domain/wire/inventory.ts'
import type { Labels } from '#domain/words/labels.ts'
import type { Draft, Faults } from '../../../logic/inventory/draft.ts'
import type { CloseForm } from '../section.tsx'
import type { Shown } from './use-device-edit.ts'
import { useEdit, type Edit, type Sent } from './use-edit.ts'

interface Options {
  shown: Shown
  /** Fields that the act asks for, as they begin. */
  asked?: Draft
  check?: (draft: Draft) => Faults
  send(sent: Sent): Promise<{ warnings?: readonly InventoryWarning[] }>
  /** What is said once it is done. */
  said: Labels
  close: CloseForm
}

/** A form that confirms an act upon a device: a token anew, a retirement. */
export function useAct({ shown, asked = {}, check = () => ({}), ...act }: Options): Edit {
  const { item, reload } = shown
  return useEdit<InventoryItem>({
    source: item,
    versionOf: ({ version }) => version,
    sheet: { read: () => asked, check },
    reload,
    async save(sent) {
      const { warnings = [] } = await act.send(sent)
      await reload()
      return warnings
    },
    done: (warnings) => act.close({ text: act.said, warnings }),
  })
}
