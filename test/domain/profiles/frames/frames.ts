import { readText } from '../../../rules/sources.ts'
import type { ProfileSettings } from '#domain/devices/profiles/profile.ts'

/** The frames that every model is asked for. */
export const askedFrames = ['normal', 'no sensor', 'error', 'battery only'] as const
type AskedFrame = (typeof askedFrames)[number]

/** A frame of a device, what its vendor's decoders make of it, and what is right here. */
export interface Frame {
  profile: string
  frame: string
  /** Repository, commit and path of each decoder that gives this. */
  decoders: readonly [string, ...string[]]
  hex: string
  port: number
  decoded: unknown
  settings?: ProfileSettings
  /** Worked out by hand. */
  values?: Readonly<Record<string, number | null>>
  /** Where it stands that a field has no value. */
  no_value_at?: Readonly<Record<string, string>>
  refused?: string
}

/**
 * The vendors' own decoders, run on their own examples and on frames built for the purpose. Their
 * code is not here, only what it answered.
 */
export const frames = readText('test/domain/profiles/frames/frames.jsonl')
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line) as Frame)

/** Frames that a model never sends, and why. */
export const lackingFrames: Readonly<Record<string, Partial<Record<AskedFrame, string>>>> = {
  'dragino-ldds20': { 'battery only': 'every frame carries all fields' },
  'dragino-ldds45': { 'battery only': 'every frame carries all fields' },
  'dragino-ldds75': { 'battery only': 'every frame carries all fields' },
  'dragino-lse01': { 'battery only': 'every frame carries all fields' },
  'dragino-llms01': {
    'battery only': 'every frame carries all fields',
    'no sensor': 'its decoders have no flag for it; 0 may be dry',
  },
  'dragino-lgt92': { 'battery only': 'without a fix it sends its battery: that is "no sensor"' },
  'digital-matter-oyster': { 'battery only': 'its battery comes with positions' },
  'comtac-lpn-td1': { 'battery only': 'a sign of life without a fix is "no sensor"' },
  'dingtek-df530': {
    'battery only': 'every frame carries all fields',
    'no sensor': 'its decoder has no word for it',
  },
  'sensecap-air': { 'no sensor': 'it reports a removed sensor beside its battery' },
  'tektelic-clover': { 'no sensor': 'it leaves out what it has not' },
  'teneo-iot-soil-moisture': { 'no sensor': 'its decoder says "valid: false" for every failure' },
}
