import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { describe, expect, it } from 'vitest'
import { levelLookOf, levels } from '#dashboard/logic/alarm/level-look.ts'

type Theme = 'light' | 'dark'

const require = createRequire(import.meta.url)
const read = (path: string | URL) => readFileSync(path, 'utf8')
const declarations = new Map(
  Array.from(
    (
      read(require.resolve('@digital-go-jp/design-tokens/dist/tokens.css')) +
      read(new URL('../../dashboard/styles/palette.css', import.meta.url))
    ).matchAll(/(--[\w-]+):\s*([^;]+);/g),
    ([, name = '', value = '']) => [name, value.replaceAll(/\s+/g, ' ').trim()],
  ),
)

/** Resolves a colour of the palette for a theme, through `light-dark()` and `var()`. */
function resolve(value: string, theme: Theme): string {
  const pair = /^light-dark\(\s*(.+?)\s*,\s*(.+?)\s*\)$/.exec(value)
  if (pair) return resolve((theme === 'light' ? pair[1] : pair[2]) ?? '', theme)
  const name = /^var\((.+)\)$/.exec(value)?.[1]
  if (name === undefined) return value
  const next = declarations.get(name)
  if (next === undefined) throw new Error(`${name} is not in the palette`)
  return resolve(next, theme)
}

function luminance(hex: string): number {
  const channels = /^#(..)(..)(..)$/.exec(hex)?.slice(1) ?? []
  if (channels.length !== 3) throw new Error(`${hex} is no colour`)
  const [r = 0, g = 0, b = 0] = channels.map((channel) => {
    const share = Number.parseInt(channel, 16) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

/** Contrast ratio of WCAG 2.2. */
function contrast(a: string, b: string, theme: Theme): number {
  const [low = 0, high = 0] = [a, b]
    .map((name) => luminance(resolve(`var(--${name})`, theme)))
    .toSorted((x, y) => x - y)
  return (high + 0.05) / (low + 0.05)
}

const surfaces = ['ground', 'surface', 'surface-2', 'surface-3']

/** Everything that carries text: at least 4.5:1 (WCAG 2.2, 1.4.3). */
const texts: [string, string][] = [
  ...surfaces.flatMap((surface): [string, string][] => [
    ['ink', surface],
    ['ink-2', surface],
  ]),
  ['ink', 'demo'],
  ['link', 'surface'],
  ['on-accent', 'accent'],
  ['on-alert', 'alert'],
  ['map-text', 'map-city'],
  ['map-text', 'map-neighbour'],
  ['map-water-text', 'map-water'],
  ['site', 'map-city'],
  ...([1, 2, 3, 4, 5] as const).map((level): [string, string] => [
    `on-level-${level}`,
    `level-${level}`,
  ]),
]

/** Lines and shapes that carry meaning: at least 3:1 (WCAG 2.2, 1.4.11). */
const shapes: [string, string][] = [
  ['line-strong', 'surface'],
  ['focus', 'surface'],
  ['focus', 'ground'],
  ['accent', 'surface'],
  ['vehicle', 'map-city'],
  // The city's outline runs over land, along the neighbours and across the lake.
  ['map-boundary', 'map-city'],
  ['map-boundary', 'map-neighbour'],
  ['map-boundary', 'map-water'],
  ['map-water-line', 'map-city'],
  ['map-water-line', 'map-neighbour'],
  ['map-stop', 'map-city'],
  ['site', 'map-water'],
  ['chart-line', 'surface'],
  ['level-edge', 'level-halo'],
]

/**
 * Areas of the map lie side by side without text: a projector in a bright room must still part
 * them. No rule of WCAG says how far; beside these steps there are the lines above.
 */
const areas = ['map-city', 'map-neighbour', 'map-water'] as const
const areaStep = 1.25

describe.each(['light', 'dark'] as const)('every pair of colours, %s', (theme) => {
  it.each(texts)('text: %s on %s', (ink, ground) => {
    expect(contrast(ink, ground, theme)).toBeGreaterThanOrEqual(4.5)
  })

  it.each(shapes)('shape: %s on %s', (line, ground) => {
    expect(contrast(line, ground, theme)).toBeGreaterThanOrEqual(3)
  })

  it('areas: land, neighbours and water tell apart, and what no map covers from all of them', () => {
    for (const [index, one] of areas.entries()) {
      for (const other of areas.slice(index + 1)) {
        expect([one, other, contrast(one, other, theme) >= areaStep]).toEqual([one, other, true])
      }
      expect(contrast(one, 'map-outside', theme)).toBeGreaterThan(1.1)
    }
  })
})

describe('levels', () => {
  it('have the colours of the Cabinet Office in the style sheet and in the drawings', () => {
    const official = ['#ffffff', '#f2e700', '#ff2800', '#aa00aa', '#0c000c']
    expect(levels.slice(1).map((level) => levelLookOf(level).fill)).toEqual(official)
    const inStyles = [1, 2, 3, 4, 5].map((level) => resolve(`var(--level-${level})`, 'light'))
    expect(inStyles).toEqual(official)
  })

  it('each has a shape of its own', () => {
    expect(new Set(levels.map((level) => levelLookOf(level).shape)).size).toBe(levels.length)
  })
})
