import type { CityDevice } from '../../../logic/device/city-device.ts'
import { format, words } from '../../../state/preferences.ts'
import { now } from '../../../state/server-clock.ts'

/** Why a device is out of service, and until when. */
export function ServiceNote({ device }: { device: CityDevice }) {
  const { out_of_service: isOut, service } = device
  if (!isOut || !service) return null
  const { panel, sign } = words.value
  const until = service.until_ts
  return (
    <div class="panel-warning">
      <p>
        {panel.serviceReason}
        {sign.colon}
        <strong>{service.reason}</strong>
      </p>
      <p>
        {until === null
          ? panel.serviceOpen
          : panel.serviceUntil(format.value.time(until, now.peek()))}
      </p>
    </div>
  )
}
