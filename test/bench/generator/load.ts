import { setTimeout as sleep } from 'node:timers/promises'
import { monotonicMs, toMonotonic } from '../monotonic.ts'
import { Samples } from '../samples.ts'
import type { LoadReport, Plan } from './plan.ts'
import { Publisher } from './publisher.ts'

// Connections at once while connecting: the listener's backlog and login hashing stay polite.
const connectingMax = 50
const paceTickMs = 1
// An acknowledgement that takes longer than this never comes.
const drainMaxMs = 30_000

/** Connects all devices, sends what the plan says and waits for every acknowledgement. */
export class Load {
  readonly #plan: Plan
  readonly #publishers: Publisher[]
  #samples = new Samples()
  #sending = true
  #error: Error | undefined
  #next = 0
  #heldBack = 0

  constructor(plan: Plan) {
    this.#plan = plan
    const onAck = (publisher: Publisher, elapsedMs: number) => {
      this.#samples.add(elapsedMs)
      if (this.#sending && plan.ratePerS === null) publisher.publish()
    }
    const onEnd = (_: Publisher, error: Error | undefined) => {
      this.#error ??= error
    }
    this.#publishers = plan.devices.map(
      (device) => new Publisher({ ...plan, device, onAck, onEnd }),
    )
  }

  async connect(): Promise<void> {
    for (let index = 0; index < this.#publishers.length; index += connectingMax) {
      const group = this.#publishers.slice(index, index + connectingMax)
      await Promise.all(group.map((publisher) => publisher.connect()))
    }
  }

  /** Runs warm-up and measurement; `onPhase` hears where the measured time begins and ends. */
  async run(onPhase: (phase: 'measuring' | 'measured') => void): Promise<LoadReport> {
    const stopPacing = this.#startSending()
    await sleep(this.#plan.warmUpMs)
    this.#samples = new Samples()
    onPhase('measuring')
    const measuredFromMs = monotonicMs()
    const startedCpu = process.cpuUsage()
    await sleep(this.#plan.measureMs)
    const measured = this.#samples
    const measuredUntilMs = monotonicMs()
    const cpu = process.cpuUsage(startedCpu)
    this.#samples = new Samples()
    onPhase('measured')
    stopPacing()
    await this.#drain()
    const ack = measured.summarize()
    return {
      acked: ack.count,
      elapsedMs: measuredUntilMs - measuredFromMs,
      measuredFromMs,
      measuredUntilMs,
      ack,
      sentTotal: this.#total('sent'),
      ackedTotal: this.#total('acked'),
      heldBack: this.#heldBack,
      cpuMs: (cpu.user + cpu.system) / 1000,
      sentAtMs: this.#publishers.map(({ sentAtMs }) => toMonotonic(sentAtMs)),
    }
  }

  close(): void {
    for (const publisher of this.#publishers) publisher.close()
  }

  #startSending(): () => void {
    const { ratePerS } = this.#plan
    if (ratePerS === null) {
      for (const publisher of this.#publishers) while (publisher.publish());
      return () => {
        this.#sending = false
      }
    }
    const startedMs = performance.now()
    const timer = setInterval(() => {
      const due = ((performance.now() - startedMs) * ratePerS) / 1000
      while (this.#next < due) this.#publishNext()
    }, paceTickMs)
    return () => clearInterval(timer)
  }

  #publishNext(): void {
    const publisher = this.#publishers[this.#next++ % this.#publishers.length]
    if (!publisher?.publish()) this.#heldBack += 1
  }

  async #drain(): Promise<void> {
    const deadlineMs = performance.now() + drainMaxMs
    while (this.#total('acked') < this.#total('sent')) {
      if (this.#error) break
      if (performance.now() > deadlineMs) throw new Error('acknowledgements did not come')
      await sleep(5)
    }
    if (this.#error) throw this.#error
  }

  #total(counter: 'sent' | 'acked'): number {
    return this.#publishers.reduce((sum, publisher) => sum + publisher[counter], 0)
  }
}
