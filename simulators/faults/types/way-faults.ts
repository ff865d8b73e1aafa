import Type from 'typebox'
import { unitAt } from '#domain/kinds/seeded.ts'
import { createConnection } from '../connection.ts'
import { getDurationMs, getNumber, touch, whileItLasts } from '../device-fault.ts'
import type { DeviceFault } from '../device-fault.ts'
import type { FaultType } from '../fault-type.ts'
import type { Effect, Sent } from '../sent.ts'
import type { Occurrence } from '../window.ts'

const share = (standard: number) =>
  Type.Number({ exclusiveMinimum: 0, maximum: 1, default: standard })
const duration = (standard: string) => Type.String({ default: standard, maxLength: 40 })

const isHit = (fault: DeviceFault, sent: Sent) =>
  unitAt(fault.seed, sent.original.ts) < getNumber(fault, 'share')

const add = (fault: DeviceFault, sent: Sent, to: { occurrence: Occurrence; effect: Effect }) => [
  ...sent.touches,
  touch(fault, to.occurrence, { effect: to.effect }),
]

/** The clock is off: a device that takes JST for UTC stamps nine hours ahead. */
const clock: FaultType = {
  id: 'clock',
  stage: 'clock',
  alters: 'nothing',
  params: { shift: duration('9h') },
  create: (fault) =>
    whileItLasts(fault, (sent, occurrence) => {
      const note = touch(fault, occurrence, { effect: 'restamped', true: { ts: sent.original.ts } })
      const report = { ...sent.report, ts: sent.report.ts + getDurationMs(fault, 'shift') }
      return [{ ...sent, report, touches: [...sent.touches, note] }]
    }),
}

/** Measured, numbered, and lost on the way. */
const gap: FaultType = {
  id: 'gap',
  stage: 'loss',
  alters: 'nothing',
  params: { share: share(1) },
  create: (fault) =>
    whileItLasts(fault, (sent, occurrence) => {
      if (!isHit(fault, sent)) return [sent]
      // What else was wrong with it nobody will ever see.
      return [{ ...sent, isLost: true, touches: [touch(fault, occurrence, { effect: 'lost' })] }]
    }),
}

/** The device missed the acknowledgement and sends the same again, a little later. */
const duplicate: FaultType = {
  id: 'duplicate',
  stage: 'copies',
  alters: 'nothing',
  params: { share: share(0.2), after: duration('5s') },
  create: (fault) =>
    whileItLasts(fault, (sent, occurrence) => {
      if (!isHit(fault, sent)) return [sent]
      const sendTs = sent.sendTs + getDurationMs(fault, 'after')
      const touches = [touch(fault, occurrence, { effect: 'repeated' })]
      return [sent, { ...sent, sendTs, touches }]
    }),
}

const orders = {
  kept: (sent: Sent) => sent.order,
  reversed: (sent: Sent) => -sent.order,
  shuffled: (sent: Sent, seed: number) => unitAt(seed + 1, sent.original.ts),
} as const

/** A store-and-forward way (LoRaWAN): newer readings overtake the ones that were held back. */
const backlog: FaultType = {
  id: 'backlog',
  stage: 'delay',
  alters: 'nothing',
  delays: true,
  mustEnd: true,
  params: {
    delay: duration('10m'),
    order: Type.Enum(['kept', 'reversed', 'shuffled'], { default: 'reversed' }),
  },
  create: (fault) => {
    const order = orders[fault.params['order'] as keyof typeof orders]
    return whileItLasts(fault, (sent, occurrence) => {
      const sendTs = occurrence.toTs + getDurationMs(fault, 'delay')
      const touches = add(fault, sent, { occurrence, effect: 'late' })
      return [{ ...sent, sendTs, order: order(sent, fault.seed), touches }]
    })
  },
}

/** No network where the device is: it keeps its readings and empties its memory afterwards. */
const outage: FaultType = {
  id: 'outage',
  stage: 'delay',
  alters: 'nothing',
  delays: true,
  mustEnd: true,
  takesArea: true,
  params: {},
  create: (fault, valuesAt) => {
    const connection = createConnection(fault, valuesAt)
    return (sent) => {
      const occurrence = sent.isLost ? undefined : fault.window.at(sent.sendTs)
      const backTs = occurrence && connection.backTs(sent.sendTs)
      if (!occurrence || backTs === undefined) return [sent]
      const touches = add(fault, sent, { occurrence, effect: 'late' })
      return [{ ...sent, sendTs: backTs, touches }]
    }
  },
}

/**
 * The device restarts: what it would have measured meanwhile was never made, then its numbering
 * begins again. Fed in order, it needs to remember one number.
 */
const reboot: FaultType = {
  id: 'reboot',
  stage: 'device',
  alters: 'nothing',
  mustEnd: true,
  params: { boot: Type.Enum(['new', 'same'], { default: 'new' }) },
  create: (fault) => {
    const { window, params } = fault
    let down: Occurrence | undefined
    let restarts = 0
    let firstSeq = 0
    return (sent) => {
      const { ts, seq, boot } = sent.report
      const occurrence = window.at(ts)
      if (occurrence) {
        down = occurrence
        const touches = [touch(fault, occurrence, { effect: 'not_made' })]
        return [{ ...sent, isLost: true, touches }]
      }
      const note = down && touch(fault, down, { effect: 'restarted', true: { seq, boot } })
      if (down) {
        down = undefined
        firstSeq = seq
        restarts += 1
      }
      if (restarts === 0) return [sent]
      const named = params['boot'] === 'same' ? boot : `${boot}.${fault.id}.${restarts}`
      const report = { ...sent.report, seq: seq - firstSeq, boot: named }
      return [{ ...sent, report, touches: note ? [...sent.touches, note] : sent.touches }]
    }
  },
}

export const wayFaults = [reboot, clock, gap, duplicate, backlog, outage]
