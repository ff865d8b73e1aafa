import Type from 'typebox'
import { deviceIdPattern } from '#domain/devices/ids.ts'
import { deviceCommand, deviceCommandSent } from '#domain/wire/device-command.ts'
import { actorOf } from '../access/actor.ts'
import type { ApiApp } from '../app-type.ts'
import { getDevice } from '../devices/get-device.ts'
import { withJsonBody } from '../http/json-body.ts'
import type { RouteContext } from '../parts.ts'
import { Problem } from '../problems/problem.ts'
import { problemResponses } from '../problems/problem-responses.ts'

/** A device has little memory: what fits before its CONNECT is enough for a command. */
const commandMaxBytes = 4_096

/** `POST /v1/devices/{id}/command`: to a device that is connected and listens, with an audit line. */
export function commandRoutes(app: ApiApp, context: RouteContext): void {
  const { directory, sendCommand, audit, accounts, entrance } = context
  withJsonBody(app, (scope) => {
    scope.post(
      '/v1/devices/:id/command',
      { config: { needs: 'device.edit' }, bodyLimit: commandMaxBytes, schema },
      (request) => {
        const { body } = request
        const { id } = request.params
        const device = getDevice(directory, id)
        if (sendCommand?.(id, JSON.stringify(body)) !== 'sent') {
          const detail = `${id} is not connected, or does not listen to its cmd topic`
          throw new Problem('device_not_listening', detail)
        }
        const by = actorOf(request, entrance)
        const subject = { id, name: device.name.ja }
        accounts.recordAct({ act: 'command_sent', by, subject, before: null, after: body })
        const detail = `by ${by.name}: ${Object.keys(body).join(', ')}`
        audit.write({ address: by.address, who: id, code: 'command_sent', detail })
        return { state: 'sent' as const }
      },
    )
  })
}

const refusals = [
  'payload_not_json',
  'payload_shape',
  'unauthorized',
  'forbidden',
  'device_unknown',
  'device_not_listening',
  'payload_too_large',
] as const

const schema = {
  summary: 'Send a command to a connected device',
  description: 'Goes to its `cmd` topic with QoS 1, once; nothing waits for an absent device.',
  tags: ['devices'],
  params: Type.Object({ id: Type.String({ pattern: deviceIdPattern }) }),
  body: deviceCommand,
  response: { 200: deviceCommandSent, ...problemResponses(...refusals) },
}
