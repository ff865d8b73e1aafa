import type { InventoryItem } from '#domain/wire/inventory.ts'
import { useFollowed } from '../../../parts/use-followed.ts'
import { words } from '../../../state/preferences.ts'
import { may } from '../../../state/reader.ts'

/** For whoever looks after devices: the camera beside this one, and its settings. */
export function CareLinks({ id }: { id: string }) {
  return may('device.service') ? <Links id={id} /> : null
}

function Links({ id }: { id: string }) {
  const name = encodeURIComponent(id)
  const { state } = useFollowed<InventoryItem>(`/v1/inventory/${name}`)
  const camera = typeof state.value === 'object' ? state.value.loaded.camera_url : null
  const { panel } = words.value
  return (
    <p class="panel-links">
      {camera !== null && (
        <a class="button" href={camera} target="_blank" rel="noreferrer">
          {panel.camera}
        </a>
      )}
      <a class="button" href={`/devices?device=${name}`}>
        {panel.settings}
      </a>
    </p>
  )
}
