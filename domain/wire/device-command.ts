import Type from 'typebox'

/** `POST /v1/devices/{id}/command`: goes to the device's `cmd` topic as it is. */
export const deviceCommand = Type.Record(Type.String({ maxLength: 64 }), Type.Unknown(), {
  $id: 'DeviceCommand',
  description: 'A JSON object that the device understands, such as {"every_ms":60000}',
  minProperties: 1,
})

/** The command was handed to the device's open connection; what it does with it, only it can say. */
export const deviceCommandSent = Type.Object(
  { state: Type.Literal('sent') },
  { $id: 'DeviceCommandSent' },
)
