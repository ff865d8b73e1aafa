import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Budgets } from '#ingest/budget/budgets.ts'
import { gauge } from '../heart/open-heart.ts'

function openBudgets(limits = { burst: 100, perSecond: 2 }) {
  let nowMs = 5_000
  const budgets = new Budgets({ monotonicMs: () => nowMs }, limits)
  return { budgets, wait: (ms: number) => void (nowMs += ms) }
}

describe('the budget of a device', () => {
  it('lets a buffer through at once, and then so many a second', () => {
    const { budgets, wait } = openBudgets()
    budgets.book(gauge, 100)
    expect(budgets.debtMs(gauge.id)).toBe(0)
    budgets.book(gauge, 10)
    expect(budgets.debtMs(gauge.id)).toBe(5_000)
    expect(budgets.listDebts()).toEqual([{ device: gauge.id, readings: 10 }])
    wait(4_000)
    expect(budgets.debtMs(gauge.id)).toBe(1_000)
    wait(1_000)
    expect(budgets.debtMs(gauge.id)).toBe(0)
    expect(budgets.listDebts()).toEqual([])
  })

  it('is that of the field alone: what is simulated or replayed has none', () => {
    const { budgets } = openBudgets()
    for (const origin of ['simulated', 'replay', 'drill'] as const) {
      budgets.book({ ...gauge, origin }, 1_000_000)
      expect(budgets.debtMs(gauge.id)).toBe(0)
    }
  })

  it('is its own: nobody pays for another', () => {
    const { budgets } = openBudgets()
    budgets.book(gauge, 500)
    expect(budgets.debtMs('gauge-2')).toBe(0)
  })

  it('never lets more than the burst and the rate through to who waits for its debt', () => {
    const step = fc.record({ count: fc.nat(60), pauseMs: fc.nat(20_000) })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 100 }), (steps) => {
        const { budgets, wait } = openBudgets()
        let [sent, elapsedMs] = [0, 0]
        for (const { count, pauseMs } of steps) {
          const ms = budgets.debtMs(gauge.id) + pauseMs
          wait(ms)
          elapsedMs += ms
          budgets.book(gauge, count)
          sent += count
          // The last message is booked once it is stored, so it may be the one too many.
          expect(sent).toBeLessThanOrEqual(100 + (elapsedMs / 1000) * 2 + 60)
        }
      }),
    )
  })
})
