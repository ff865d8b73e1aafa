import '../../styles/devices.css'
import '../../styles/device-sections.css'
import '../../styles/edit.css'
import { part, selectedId } from '../../state/address.ts'
import { may } from '../../state/reader.ts'
import { AddDevice } from './add/add-device.tsx'
import { ImportPage } from './import/import-page.tsx'
import { InventoryList } from './list/inventory-list.tsx'
import { DevicePage } from './device-page.tsx'

/** 機器: the devices of the city, one of them, one more, or many by a file. */
export function Page() {
  const id = selectedId.value
  if (id !== null) return <DevicePage key={id} id={id} />
  if (part.value === 'add' && may('device.edit')) return <AddDevice />
  if (part.value === 'import') return <ImportPage />
  return <InventoryList />
}
