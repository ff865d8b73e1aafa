import { describe, expect, it } from 'vitest'
import { createUndoing } from './runner/undoing.ts'
import { within } from './runner/within.ts'

const never = () => new Promise<void>(() => {})

describe('the clean-up of a scenario', () => {
  it('undoes the latest first', async () => {
    const undone: string[] = []
    const undoing = createUndoing()
    undoing.add(() => void undone.push('disk'))
    undoing.add(async () => void undone.push('server'))
    expect(await undoing.undoAll()).toEqual([])
    expect(undone).toEqual(['server', 'disk'])
  })

  it('ends where a step fails and another has no end, and tells both', async () => {
    const undone: string[] = []
    const undoing = createUndoing(1)
    undoing.add(() => void undone.push('disk'))
    undoing.add(never)
    undoing.add(() => Promise.reject(new Error('busy')))
    expect((await undoing.undoAll()).map(String)).toEqual([
      'Error: busy',
      'Error: has not ended in 0.001 s: a step of the clean-up',
    ])
    expect(undone).toEqual(['disk'])
  })
})

describe('a limited wait', () => {
  it('gives what the work gives, or its error', async () => {
    const limit = { what: 'the work', maxMs: 60_000 }
    expect(await within(Promise.resolve(7), limit)).toBe(7)
    await expect(within(Promise.reject(new Error('broken')), limit)).rejects.toThrow('broken')
  })

  it('names what has no end', async () => {
    const work = within(never(), { what: 'a disk that stays full', maxMs: 1 })
    await expect(work).rejects.toThrow('has not ended in 0.001 s: a disk that stays full')
  })
})
