/** Messages as ChirpStack v4 and The Things Stack v3 write them; EUIs and times are made up. */

export const applicationId = '5e2c7a10-3f4b-4a57-9d1e-0c7b1f2a9d33'

export interface Frame {
  devEui: string
  fCnt?: number
  time: string
  /** What the network server's decoder gave; absent: none is set. */
  object?: unknown
  devAddr?: string
  gateways?: readonly { id: string; rssi: number; snr?: number; time?: string }[]
}

const gateway: NonNullable<Frame['gateways']>[number] = {
  id: '0016c001f1500001',
  rssi: -97,
  snr: 6.5,
}

export const chirpstackTopic = (devEui: string, event = 'up'): string =>
  `application/${applicationId}/device/${devEui}/event/${event}`

const deviceInfo = (devEui: string) => ({
  tenantId: '9a1f5e1c-5c07-4f0f-8a39-6a4a4d0e6c55',
  tenantName: 'Inashiki',
  applicationId,
  applicationName: 'water',
  deviceName: `gauge ${devEui}`,
  devEui,
  tags: {},
})

export function chirpstackUp({ devEui, fCnt = 0, time, object, ...frame }: Frame) {
  const { devAddr = '01a2b3c4', gateways = [gateway] } = frame
  return {
    deduplicationId: `00000000-0000-4000-8000-${devEui.slice(4)}`,
    time,
    deviceInfo: deviceInfo(devEui),
    devAddr,
    dr: 5,
    fCnt,
    fPort: 2,
    data: 'DLgF3gA=',
    ...(object === undefined ? {} : { object }),
    rxInfo: gateways.map(({ id, rssi, snr, time: gwTime }) => ({
      gatewayId: id,
      uplinkId: 1,
      ...(gwTime === undefined ? {} : { gwTime }),
      rssi,
      snr,
      crcStatus: 'CRC_OK',
    })),
    txInfo: { frequency: 920_800_000 },
  }
}

export const chirpstackEvent = (devEui: string, time: string, more: object = {}) => ({
  deduplicationId: '00000000-0000-4000-8000-000000000002',
  time,
  deviceInfo: deviceInfo(devEui),
  ...more,
})

export const ttsTopic = (id: string, event = 'up'): string =>
  `v3/inashiki-water@city/devices/${id}/${event}`

/** The Things Stack leaves out what is 0, false or empty. */
export function ttsUp(id: string, { devEui, fCnt = 0, time, object, ...frame }: Frame) {
  const { devAddr = '01A2B3C4', gateways = [gateway] } = frame
  return {
    end_device_ids: {
      device_id: id,
      application_ids: { application_id: 'inashiki-water' },
      dev_eui: devEui.toUpperCase(),
      dev_addr: devAddr,
    },
    received_at: time,
    uplink_message: {
      session_key_id: 'AZ1fGkq0T1uTjE7mQbq3xw==',
      f_port: 2,
      ...(fCnt === 0 ? {} : { f_cnt: fCnt }),
      frm_payload: 'DLgF3gA=',
      ...(object === undefined ? {} : { decoded_payload: object }),
      rx_metadata: gateways.map(({ id: gatewayId, rssi, snr, time: at }) => ({
        gateway_ids: { gateway_id: gatewayId },
        ...(at === undefined ? {} : { time: at }),
        rssi,
        ...(snr ? { snr } : {}),
      })),
      received_at: time,
    },
  }
}
