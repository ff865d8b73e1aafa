import type { Level } from '#domain/alarms/levels.ts'

/** How a level is drawn. Digit, shape and word always go together: never colour alone. */
export interface LevelLook {
  /** Official colour, Cabinet Office 2020-05-29; null where there is none (level 0). */
  fill: string | null
  /** Colour of the digit on the fill, at least 4.5:1. */
  ink: string
  shape: 'ring' | 'circle' | 'triangle' | 'diamond' | 'square' | 'octagon'
  /** Closed SVG path in a 24 × 24 box. */
  path: string
  /** Baseline-independent middle of the digit, in the same box. */
  digitY: number
}

const circle = 'M12 2.5a9.5 9.5 0 1 1 0 19a9.5 9.5 0 1 1 0-19Z'

const looks: Readonly<Record<Level, LevelLook>> = {
  0: { fill: null, ink: '#1a2733', shape: 'ring', path: circle, digitY: 12 },
  1: { fill: '#ffffff', ink: '#000000', shape: 'circle', path: circle, digitY: 12 },
  2: {
    fill: '#f2e700',
    ink: '#000000',
    shape: 'triangle',
    path: 'M12 1.5 23 21.5H1Z',
    digitY: 15.2,
  },
  3: {
    fill: '#ff2800',
    ink: '#000000',
    shape: 'diamond',
    path: 'M12 .8 23.2 12 12 23.2 .8 12Z',
    digitY: 12,
  },
  4: { fill: '#aa00aa', ink: '#ffffff', shape: 'square', path: 'M2.5 2.5h19v19h-19Z', digitY: 12 },
  5: {
    fill: '#0c000c',
    ink: '#ffffff',
    shape: 'octagon',
    path: 'M7.6 1.5h8.8l6.1 6.1v8.8l-6.1 6.1H7.6l-6.1-6.1V7.6Z',
    digitY: 12,
  },
}

export function levelLookOf(level: Level): LevelLook {
  return looks[level]
}

export const levels: readonly Level[] = [0, 1, 2, 3, 4, 5]
