import type { Device } from '#domain/devices/device.ts'
import type { Clock } from '#domain/operation/clock.ts'
import type { BudgetDebt } from '#domain/wire/health.ts'

/** How many new readings a device of the field may store. */
export interface BudgetLimits {
  /** At once: a gauge that was away for a season empties its buffer without waiting. */
  burst: number
  /** And on from then: far above any sensor, far below what one stolen token could invent. */
  perSecond: number
}

export const budgetLimits: BudgetLimits = { burst: 20_000, perSecond: 20 }

/** What a device has left; below 0 it is in debt. */
interface Account {
  left: number
  atMs: number
}

/**
 * Budgets of new readings, one a device, so that one token cannot fill the disk. Booked from what
 * the store made of a message, so what was there before costs nothing. In memory only: a restart
 * forgives. Devices that are simulated or replayed have none.
 */
export class Budgets {
  readonly #limits: BudgetLimits
  readonly #clock: Pick<Clock, 'monotonicMs'>
  readonly #accounts = new Map<string, Account>()

  constructor(clock: Pick<Clock, 'monotonicMs'>, limits: BudgetLimits = budgetLimits) {
    this.#clock = clock
    this.#limits = limits
  }

  /** Books readings that a device has stored. */
  book({ id, origin }: Pick<Device, 'id' | 'origin'>, count: number): void {
    if (origin !== 'field' || count === 0) return
    const account = this.#settle(id) ?? this.#open(id)
    account.left -= count
  }

  /** How long until the debt of a device is paid, ms; 0 where it has none. */
  debtMs(id: string): number {
    const account = this.#settle(id)
    return account && account.left < 0 ? (-account.left / this.#limits.perSecond) * 1000 : 0
  }

  /** The devices in debt, the deepest first. */
  listDebts(): BudgetDebt[] {
    return [...this.#accounts.keys()]
      .flatMap((device) => {
        const left = this.#settle(device)?.left ?? 0
        return left < 0 ? [{ device, readings: Math.ceil(-left) }] : []
      })
      .toSorted((a, b) => b.readings - a.readings)
  }

  #open(id: string): Account {
    const account = { left: this.#limits.burst, atMs: this.#clock.monotonicMs() }
    this.#accounts.set(id, account)
    return account
  }

  /** The account as of now; one that is full again needs none. */
  #settle(id: string): Account | undefined {
    const account = this.#accounts.get(id)
    if (!account) return undefined
    const nowMs = this.#clock.monotonicMs()
    const { burst, perSecond } = this.#limits
    account.left = Math.min(burst, account.left + ((nowMs - account.atMs) / 1000) * perSecond)
    account.atMs = nowMs
    return account
  }
}
