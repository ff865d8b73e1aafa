import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { accountLimits } from '#accounts/limits.ts'
import { createAge } from '#accounts/sessions/age.ts'
import {
  byCommand,
  get,
  hour,
  minute,
  office,
  openWithAdmin,
  password,
  stillClock,
} from './open-test-accounts.ts'

interface Step {
  passes: number
  jump: number
  kind: 'use' | 'restart' | 'wait'
}

/** One session through uses, restarts and jumps, beside the time that really passed. */
function createLife() {
  const { hands, clock, pass } = stillClock()
  const fresh = { age_ms: 0, used_age_ms: 0, seen_ts: clock.now() }
  let age = createAge(fresh, clock, accountLimits)
  let [sinceUse, sinceBegin] = [0, 0]
  const { sessionIdleMs, sessionMs } = accountLimits
  const isLate = () => sinceUse > sessionIdleMs || sinceBegin > sessionMs

  const restart = ({ passes, jump }: Step) => {
    const saved = age.save()
    pass(passes)
    hands.wall -= passes + Math.abs(jump)
    age = createAge(saved, clock, accountLimits)
    // A downtime that ends with the clock set back to its begin leaves no trace at all.
    return Math.abs(jump) <= 5 * minute ? 0 : passes
  }
  const run = ({ passes, jump }: Step) => {
    pass(passes)
    hands.wall += jump
    return passes
  }
  return {
    /** False where the session is open although its time is over. */
    live(step: Step): boolean {
      // It is forgotten then, and nothing brings it back.
      if (age.isOver()) return true
      const passed = step.kind === 'restart' ? restart(step) : run(step)
      sinceUse += passed
      sinceBegin += passed
      if (isLate() && !age.isOver()) return false
      if (step.kind === 'use' && !age.isOver()) {
        age.use()
        sinceUse = 0
      }
      return true
    },
  }
}

describe('a session', () => {
  it('ends after half an hour without use, and after twelve hours whatever happens', async () => {
    const { accounts, begun, pass } = await openWithAdmin()
    for (let used = 0; used < 24; used += 1) {
      pass(29 * minute)
      expect(accounts.findSession(begun.token)?.person.name).toBe('sato')
    }
    pass(24 * minute + 1)
    expect(accounts.findSession(begun.token)).toBeUndefined()
    const next = get(await accounts.logIn('sato', password, office))
    pass(30 * minute)
    expect(accounts.findSession(next.token)).toBeUndefined()
    accounts.close()
  })

  it('goes on over a restart, as old as it was', async () => {
    const { accounts, begun, open, pass } = await openWithAdmin()
    pass(20 * minute)
    accounts.close()
    const again = open()
    pass(9 * minute)
    expect(again.findSession(begun.token)?.session).toBe(begun.id)
    again.close()
    pass(31 * minute)
    const later = open()
    expect(later.findSession(begun.token)).toBeUndefined()
    later.close()
  })

  it('is not known by what is stored of it', async () => {
    const { accounts, begun, file } = await openWithAdmin()
    accounts.close()
    const { readFileSync } = await import('node:fs')
    expect(readFileSync(file).includes(begun.token)).toBe(false)
    expect(readFileSync(file).includes(password)).toBe(false)
  })

  it('is never prolonged by a clock that jumps, while the server runs or while it does not', () => {
    const steps = fc.array(
      fc.record({
        passes: fc.nat({ max: hour }),
        jump: fc.integer({ min: -48 * hour, max: 48 * hour }),
        kind: fc.constantFrom('use', 'restart', 'wait'),
      }),
      { maxLength: 30 },
    )
    const neverLate = fc.property(steps, (all) => all.every(createLife().live))
    expect(fc.check(neverLate)).toMatchObject({ failed: false })
  })

  it('is not ended by a wall clock that is set right while the server runs', async () => {
    const { accounts, begun, hands } = await openWithAdmin()
    for (const jump of [48 * hour, -96 * hour]) {
      hands.wall += jump
      expect(accounts.findSession(begun.token)).toBeDefined()
    }
    accounts.close()
  })

  it('can be ended by its owner and by an administrator, which the record tells apart', async () => {
    const { accounts, admin } = await openWithAdmin()
    const { person } = get(
      await accounts.addPerson(
        { name: 'tanaka', display_name: '田中', roles: ['viewer'], password },
        byCommand,
      ),
    )
    const [one, two] = [
      get(await accounts.logIn('tanaka', password, office)),
      get(await accounts.logIn('tanaka', password, office)),
    ]
    const told: string[] = []
    accounts.onEnded(() => told.push('ended'))
    const self = { sort: 'person', id: person.id, name: 'tanaka', address: 'a' } as const
    const boss = { sort: 'person', id: admin.id, name: 'sato', address: 'b' } as const
    accounts.endSessions([one.id], self)
    accounts.endSessions([two.id], boss)
    expect(accounts.findSession(one.token) ?? accounts.findSession(two.token)).toBeUndefined()
    expect(told).toHaveLength(2)
    expect(accounts.listActs({ limit: 2 }).map(({ act, by }) => [act, by.name])).toEqual([
      ['session_revoked', 'sato'],
      ['logged_out', 'tanaka'],
    ])
    accounts.close()
  })

  it('is one of at most twenty of a person: a new one ends the longest unused', async () => {
    const { accounts, begun, pass } = await openWithAdmin({ sessionsPerPerson: 3 })
    const tokens = [begun.token]
    for (let count = 0; count < 3; count += 1) {
      pass(minute)
      tokens.push(get(await accounts.logIn('sato', password, office)).token)
    }
    expect(tokens.map((token) => accounts.findSession(token) !== undefined)).toEqual([
      false,
      true,
      true,
      true,
    ])
    accounts.close()
  })
})
