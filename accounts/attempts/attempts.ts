import { isIPv6 } from 'node:net'
import type { Clock } from '#domain/operation/clock.ts'
import { createBuckets } from './bucket.ts'

const minute = 60_000
/** Buckets of one sort in memory, about 2 MB; an attacker with more addresses finds them full anew. */
const keysMax = 10_000

/** One name from one address: five slips of a person, then one try a minute. */
const ofPair = { burst: 5, everyMs: minute }
/** One address, whatever the names: an office behind one router on a Monday. */
const ofAddress = { burst: 20, everyMs: minute / 2 }
/** One name from addresses where it was never let in. */
const ofName = { burst: 20, everyMs: minute / 2 }

/** A provider gives a household 2^64 addresses of IPv6: all of them are one place. */
export function placeOf(address: string): string {
  if (!isIPv6(address)) return address
  const [head = '', tail] = address.toLowerCase().split('::')
  const left = head.split(':').filter(Boolean)
  const right = (tail ?? '').split(':').filter(Boolean)
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length)
  const groups = [...left, ...Array.from({ length: zeros }, () => '0'), ...right]
  return `${groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`
}

/**
 * How often passwords may be tried. Whoever was let in from an address before is judged by their
 * own tries alone: neither a stranger who tries that name from elsewhere, nor a neighbour behind
 * the same router who tries other names, locks them out.
 */
export function createAttempts(clock: Clock) {
  const pairs = createBuckets(ofPair, keysMax)
  const addresses = createBuckets(ofAddress, keysMax)
  const names = createBuckets(ofName, keysMax)
  const letIn = new Set<string>()

  const bucketsFor = (name: string, address: string) => {
    const place = placeOf(address)
    const pair = `${name} ${place}`
    const own = { buckets: pairs, key: pair }
    const others = [
      { buckets: addresses, key: place },
      { buckets: names, key: name },
    ]
    return { pair, own, all: letIn.has(pair) ? [own] : [own, ...others], others }
  }

  const remember = (pair: string) => {
    letIn.delete(pair)
    letIn.add(pair)
    const [oldest] = letIn
    if (letIn.size > keysMax && oldest !== undefined) letIn.delete(oldest)
  }

  return {
    /** Books a try; how long to wait where it may not be made, ms, else 0. */
    take(name: string, address: string): number {
      const nowMs = clock.monotonicMs()
      const { all } = bucketsFor(name, address)
      const waitMs = Math.max(...all.map(({ buckets, key }) => buckets.waitMs(key, nowMs)))
      if (waitMs === 0) for (const { buckets, key } of all) buckets.take(key, nowMs)
      return waitMs
    },
    /** The try was right: it costs nobody anything. */
    succeed(name: string, address: string): void {
      const nowMs = clock.monotonicMs()
      const { pair, own, others } = bucketsFor(name, address)
      own.buckets.forget(own.key)
      if (!letIn.has(pair)) {
        for (const { buckets, key } of others) buckets.giveBack(key, nowMs)
      }
      remember(pair)
    },
    /** Let in before the last restart. */
    know: (name: string, address: string) => remember(`${name} ${placeOf(address)}`),
  }
}

export type Attempts = ReturnType<typeof createAttempts>
