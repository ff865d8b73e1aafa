import { setTimeout as sleep } from 'node:timers/promises'
import type { Aedes } from 'aedes'
import { Samples } from '../samples.ts'
import type { FarPlan, FarReport } from './plan.ts'
import { createUplinks } from './uplinks.ts'

const paceTickMs = 1
// An acknowledgement that takes longer than this never comes.
const drainMaxMs = 30_000

/** Publishes uplinks inside the far broker, at most a window of them ahead of the acknowledgements. */
export class FarLoad {
  readonly #broker: Aedes
  readonly #plan: FarPlan
  readonly #uplinkOf: ReturnType<typeof createUplinks>
  /** When each that is under way was published; its payload is what the acknowledgement names. */
  readonly #sentMs = new Map<unknown, number>()
  #samples = new Samples()
  #isSending = true
  #sent = 0
  #acked = 0
  #heldBack = 0

  constructor(broker: Aedes, plan: FarPlan) {
    this.#broker = broker
    this.#plan = plan
    this.#uplinkOf = createUplinks(plan.devEuis, plan.firstTs)
    broker.on('ack', (packet) => {
      if (packet && 'payload' in packet) this.#onAck(packet.payload)
    })
  }

  /** Runs warm-up and measurement; `onPhase` hears where the measured time begins and ends. */
  async run(onPhase: (phase: 'measuring' | 'measured') => void): Promise<FarReport> {
    const stop = this.#start()
    await sleep(this.#plan.warmUpMs)
    this.#samples = new Samples()
    onPhase('measuring')
    const startedMs = performance.now()
    const startedCpu = process.cpuUsage()
    await sleep(this.#plan.measureMs)
    const elapsedMs = performance.now() - startedMs
    const cpu = process.cpuUsage(startedCpu)
    const ack = this.#samples.summarize()
    onPhase('measured')
    stop()
    await this.#drain()
    return {
      acked: ack.count,
      elapsedMs,
      ack,
      sentTotal: this.#sent,
      ackedTotal: this.#acked,
      heldBack: this.#heldBack,
      cpuMs: (cpu.user + cpu.system) / 1000,
    }
  }

  #start(): () => void {
    const { ratePerS, window } = this.#plan
    if (ratePerS === null) {
      while (this.#sentMs.size < window) this.#publish()
      return () => {
        this.#isSending = false
      }
    }
    const startedMs = performance.now()
    const timer = setInterval(() => {
      const due = ((performance.now() - startedMs) * ratePerS) / 1000
      while (this.#sent < due && this.#sentMs.size < window) this.#publish()
      if (this.#sent < due) this.#heldBack += 1
    }, paceTickMs)
    return () => clearInterval(timer)
  }

  #publish(): void {
    const { topic, payload } = this.#uplinkOf(this.#sent)
    this.#sent += 1
    this.#sentMs.set(payload, performance.now())
    this.#broker.publish(
      { cmd: 'publish', topic, payload, qos: 1, dup: false, retain: false },
      (error) => {
        if (error) throw error
      },
    )
  }

  #onAck(payload: unknown): void {
    const sentMs = this.#sentMs.get(payload)
    if (sentMs === undefined) return
    this.#sentMs.delete(payload)
    this.#acked += 1
    this.#samples.add(performance.now() - sentMs)
    if (this.#isSending && this.#plan.ratePerS === null) this.#publish()
  }

  async #drain(): Promise<void> {
    const deadlineMs = performance.now() + drainMaxMs
    while (this.#sentMs.size > 0 && performance.now() < deadlineMs) await sleep(5)
  }
}
