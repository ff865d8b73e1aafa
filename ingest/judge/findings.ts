import { flags, worseFlag, type Flag, type Reason } from '#domain/readings/flags.ts'

const noReasons: readonly Reason[] = []

/** The worst flag so far and every reason for it. Nearly all readings pass: no list until needed. */
export class Findings {
  flag: Flag = flags.pass
  #reasons: Reason[] | undefined

  get reasons(): readonly Reason[] {
    return this.#reasons ?? noReasons
  }

  note(flag: Flag, reason: Reason): void {
    this.flag = worseFlag(this.flag, flag)
    this.#reasons ??= []
    this.#reasons.push(reason)
  }
}
