import { describe, expect, it } from 'vitest'
import { startThread } from '#store/sqlite/threads/thread.ts'

const script = new URL('./dying-thread.ts', import.meta.url)

describe('a thread of the store', () => {
  it('answers, and survives a request that fails', async () => {
    const { thread, ready } = await startThread<string>(script, null)
    expect(ready).toBe('ready')
    await expect(thread.request('fail')).rejects.toMatchObject({
      name: 'StoreError',
      recoverable: false,
    })
    expect(await thread.request('echo')).toBe('echo')
    await thread.terminate()
  })

  it('that dies rejects what was asked, and whatever is asked later', async () => {
    const { thread } = await startThread<string>(script, null)
    const dead = { name: 'StoreError', recoverable: false }
    const asked = [thread.request('wait'), thread.request('die')]
    const answers = await Promise.allSettled(asked)
    expect(answers).toEqual(
      asked.map(() => ({ status: 'rejected', reason: expect.objectContaining(dead) as unknown })),
    )
    expect(thread.isDead()).toBe(true)
    await expect(thread.request('echo')).rejects.toMatchObject(dead)
  })

  it('that cannot be loaded is an error at the start', async () => {
    const nowhere = new URL('./no-such-thread.ts', import.meta.url)
    await expect(startThread(nowhere, null)).rejects.toMatchObject({ name: 'StoreError' })
  })
})
