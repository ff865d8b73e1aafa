import { systemClock } from '#domain/operation/clock.ts'
import type { Device } from '#domain/devices/device.ts'
import { errors } from '#domain/words/errors.ts'
import {
  createDeviceMapper,
  type ProfileDirectory,
} from '#domain/devices/profiles/device-mapper.ts'
import { isRefusal, type Refusal } from '#domain/words/refusal.ts'
import type { AdminAnswer } from '#app/admin/devices/protocol.ts'
import { printRefusal } from '../device/print.ts'
import { UsageError } from '../terminal/usage-error.ts'
import type { TryOptions } from './options.ts'
import { isRight, printSum, printTrial } from './print-trial.ts'
import { readEnvelope } from './envelope.ts'
import { readSamples, type Sample } from './read-samples.ts'
import { pretendDevice, trySample, type TryParts } from './try-sample.ts'

export interface TrySurroundings {
  profiles: ProfileDirectory
  /** The registry, of a running city or of its data folder. */
  listDevices(): Promise<AdminAnswer>
}

type FindDevice = TryParts['findDevice']

/** What would be refused at the registration too; here the option is at hand. */
function explainProfile(refusal: Refusal): string {
  if (refusal.code !== 'profile_setting_missing') return printRefusal(refusal)
  return [
    `${errors[refusal.code].title.ja}。--mounting-height M（センサーの高さ、m）を付けてください。`,
    `${refusal.detail}. Say it with --mounting-height M.`,
  ].join('\n')
}

/** A profile by itself, with the mounting height of the command line. */
function findByProfile(options: TryOptions, profiles: ProfileDirectory): FindDevice {
  const { profile = '', mountingHeightM, source = 'try' } = options
  const settings = mountingHeightM === undefined ? {} : { mounting_height_m: mountingHeightM }
  const uplink = { source, address: '', profile, settings }
  const kind = profiles.find(profile)?.kind ?? ''
  // What would be refused at its registration is said before any sample.
  const mapper = createDeviceMapper(pretendDevice(kind, uplink), profiles)
  if (isRefusal(mapper)) throw new UsageError(explainProfile(mapper))
  return (address = '') => pretendDevice(kind, { ...uplink, address })
}

async function findRegistered(
  { device: id, source }: TryOptions,
  { listDevices }: TrySurroundings,
): Promise<FindDevice> {
  const answer = await listDevices()
  if (!answer.ok) throw new UsageError(answer.refusal.detail)
  const devices = 'devices' in answer ? answer.devices.map(({ device }) => device) : []
  if (id !== undefined) {
    const named = devices.find((device) => device.id === id)
    if (!named)
      throw new UsageError({
        ja: `機器「${id}」は登録されていません。`,
        en: `no device "${id}" is registered`,
      })
    return () => named
  }
  const isFrom = ({ uplink }: Device) => source === undefined || uplink?.source === source
  return (address) => devices.find((device) => device.uplink?.address === address && isFrom(device))
}

/** A decoder's object alone belongs to nobody; an uplink of a network server says whose it is. */
function refuseNameless(samples: readonly Sample[], now: number): void {
  const nameless = samples.find(({ value }) => readEnvelope(value, now).address === undefined)
  if (!nameless) return
  const place = nameless.place && `${nameless.place}: `
  throw new UsageError(
    `${place}どの機器の通知か分かりません。--profile PROFILE か --device ID を付けてください。\n` +
      `${place}the sample names no device: say --profile PROFILE (docs/profiles.md) or --device ID`,
  )
}

/**
 * The dry run: prints for every sample what would be stored and why, or why not. Nothing is
 * written. Resolves with whether all would be taken.
 */
export async function runTry(
  options: TryOptions & { file: string },
  surroundings: TrySurroundings,
): Promise<boolean> {
  const { profiles } = surroundings
  const samples = await readSamples(options.file)
  const now = systemClock.now()
  if (!options.profile && !options.device) refuseNameless(samples, now)
  const findDevice = options.profile
    ? findByProfile(options, profiles)
    : await findRegistered(options, surroundings)
  const trials = samples.map((sample) => trySample(sample, { profiles, findDevice, now }))
  if (options.json) console.log(JSON.stringify(trials, null, 2))
  else {
    const printed = trials.map((trial, index) => printTrial(trial, index, options.source))
    console.log([...printed, printSum(trials)].join('\n'))
  }
  return trials.every(isRight)
}
