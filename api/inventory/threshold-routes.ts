import Type from 'typebox'
import {
  inventoryChanged,
  referenceVersion,
  thresholdsPreview,
  thresholdsRequest,
  thresholdsVersion,
} from '#domain/wire/inventory.ts'
import { pageOf } from '#domain/wire/page.ts'
import { accept } from '../access/safe-page.ts'
import type { ApiApp } from '../app-type.ts'
import { withJsonBody } from '../http/json-body.ts'
import type { RouteContext } from '../parts.ts'
import { problemResponses } from '../problems/problem-responses.ts'
import { deviceParams, pageFields, queryOf } from '../query/schemas.ts'
import { slicePage } from '../query/slice-page.ts'
import {
  acceptChange,
  bodyMaxBytes,
  changeRefusals,
  getItem,
  reasonedOf,
  refusals,
  sendVersion,
} from './answers.ts'

const pageSize = 100
const read = { config: { needs: 'city.read' as const } }
const set = { config: { needs: 'threshold.edit' as const }, bodyLimit: bodyMaxBytes }

/** `/v1/devices/{id}/thresholds` and `…/references`: what a gauge had, has and will have. */
export function thresholdRoutes(app: ApiApp, context: RouteContext): void {
  const { inventory, entrance, previewThresholds } = context
  app.get('/v1/devices/:id/thresholds', { ...read, schema: listSchema }, (request, reply) => {
    const { id } = request.params
    const { history = false, ...page } = request.query
    getItem(inventory, id)
    const all = inventory.listThresholds(id)
    sendVersion(reply, versionOf(all))
    const shown = all.filter(({ state }) => history || state === 'planned' || state === 'in_force')
    return slicePage('thresholds', shown, page)
  })
  app.get('/v1/devices/:id/references', { ...read, schema: referencesSchema }, (request) => {
    const { id } = request.params
    getItem(inventory, id)
    return slicePage('references', inventory.listReferences(id), request.query)
  })
  withJsonBody(app, (scope) => {
    scope.put('/v1/devices/:id/thresholds', { ...set, schema: setSchema }, (request, reply) => {
      const { id } = request.params
      const given = request.body
      // What is said of the setting is why it was set.
      const reasoned = reasonedOf(request, entrance, given.note)
      const stale = () => ({ present: findNewest(inventory.listThresholds(id)) ?? null, given })
      const changed = acceptChange(inventory.setThresholds(id, given, reasoned), reply, stale)
      return sendVersion(reply, versionOf(inventory.listThresholds(id))).send(changed)
    })
    scope.post(
      '/v1/devices/:id/thresholds/preview',
      { ...set, schema: previewSchema },
      async (request, reply) =>
        accept(await previewThresholds(request.params.id, request.body), reply),
    )
  })
}

const findNewest = <T extends { state: string }>(all: readonly T[]): T | undefined =>
  all.find(({ state }) => state !== 'cancelled')

/** Of the newest setting that stands, planned ones included; 0 before there was any. */
const versionOf = (all: readonly { state: string; version: number }[]): number =>
  findNewest(all)?.version ?? 0

const listSchema = {
  summary: 'Thresholds in force and planned; with `history` those of before too, newest first',
  description: 'The ETag is the version that `If-Match` of the next setting may name.',
  tags: ['devices'],
  params: deviceParams,
  querystring: queryOf({
    history: Type.Optional(Type.Boolean({ description: 'Past and cancelled ones too' })),
    ...pageFields(pageSize),
  }),
  response: { 200: pageOf(thresholdsVersion), ...problemResponses('query_invalid', ...refusals) },
}

const referencesSchema = {
  summary: 'Zero heights of a gauge with their datum, newest first',
  tags: ['devices'],
  params: deviceParams,
  querystring: queryOf(pageFields(pageSize)),
  response: { 200: pageOf(referenceVersion), ...problemResponses('query_invalid', ...refusals) },
}

const setSchema = {
  summary: 'Set the thresholds of a gauge',
  description:
    'They hold from 00:00 of `valid_from` in the city’s zone, at the earliest from now on. With ' +
    '`If-Match`, thresholds that were set since are answered `setting_stale`, with `present` and ' +
    '`given`. Only people set thresholds, never a key.',
  tags: ['devices'],
  params: deviceParams,
  body: thresholdsRequest,
  response: {
    200: inventoryChanged,
    ...problemResponses('thresholds_invalid', 'setting_stale', ...changeRefusals),
  },
}

const previewSchema = {
  summary: 'What thresholds would have raised in the stored past; sets nothing',
  tags: ['devices'],
  params: deviceParams,
  body: thresholdsRequest,
  response: {
    200: thresholdsPreview,
    ...problemResponses('thresholds_invalid', 'overloaded', ...changeRefusals),
  },
}
