import type { Random } from './simulation.ts'

/** FNV-1a: a 32-bit seed from a text such as a device id. */
export function seedOf(text: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  }
  return hash >>> 0
}

/** A new seed out of two: the same pair always gives the same one. */
export function mixSeeds(a: number, b: number): number {
  let hash = (a ^ Math.imul(b | 0, 0x9e3779b1)) >>> 0
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

/** A sequence of numbers in [0, 1) (mulberry32). */
export function createRandom(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** The `index`-th number in [0, 1) of a seed, without drawing the ones before it. */
export function unitAt(seed: number, index: number): number {
  const whole = Math.floor(index)
  return mixSeeds(mixSeeds(seed, Math.floor(whole / 2 ** 32)), whole % 2 ** 32) / 2 ** 32
}

/**
 * Smooth noise in [-1, 1]: a curve through one random height per whole `x`. A function of (seed, x)
 * only, so a simulated device says the same about a moment whenever it is asked.
 */
export function noiseAt(seed: number, x: number): number {
  const whole = Math.floor(x)
  const part = x - whole
  const ease = part * part * (3 - 2 * part)
  const left = unitAt(seed, whole)
  return 2 * (left + (unitAt(seed, whole + 1) - left) * ease) - 1
}
