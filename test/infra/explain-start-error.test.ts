import { lookup } from 'node:dns/promises'
import { describe, expect, it } from 'vitest'
import { explainStartError } from '#infra/explain-start-error.ts'

describe('why the city could not start', () => {
  it('names the settings that hold an address, for one that nobody knows', async () => {
    // ENOTFOUND from a name server, EAI_AGAIN where none answers.
    const error: unknown = await lookup('no-such-host.invalid').catch((reason: unknown) => reason)
    expect(explainStartError(error)).toMatch(/no-such-host\.invalid.* HTTP_HOST/)
  })
})
