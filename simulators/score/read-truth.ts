import { existsSync, readFileSync } from 'node:fs'
import { truthVersion } from '../faults/truth.ts'
import type { TruthFault, TruthLine, TruthRun, TruthTouch } from '../faults/truth.ts'

/** What was injected, over all runs of a ground-truth file; each thing once. */
export interface Truth {
  runs: readonly TruthRun[]
  faults: readonly TruthFault[]
  touches: readonly TruthTouch[]
}

/** Reads a ground-truth file. Throws an Error that names file and line. */
export function readTruth(file: string): Truth {
  if (!existsSync(file)) {
    throw new Error(`No ground truth ${file}: it is written by a fleet started with --faults`)
  }
  const texts = readFileSync(file, 'utf8').split('\n')
  // A line that the end of the process cut short is the last one.
  const whole = texts.slice(0, -1)
  return sortLines(whole.map((text, index) => parseLine(text, `${file}:${index + 1}`)))
}

function parseLine(text: string, place: string): TruthLine {
  let line: TruthLine
  try {
    line = JSON.parse(text) as TruthLine
  } catch (cause) {
    throw new Error(`${place}: not JSON; is this a ground-truth file?`, { cause })
  }
  if (!['run', 'fault', 'touch'].includes(line.type)) {
    throw new Error(`${place}: neither run, fault nor touch; is this a ground-truth file?`)
  }
  if (line.type === 'run' && line.version !== truthVersion) {
    throw new Error(`${place}: version ${line.version}; this program reads ${truthVersion}`)
  }
  return line
}

/** A fleet that was started again repeats its past: its newest word on each thing counts. */
function sortLines(lines: readonly TruthLine[]): Truth {
  const faults = new Map<string, TruthFault>()
  const touches = new Map<string, TruthTouch>()
  for (const line of lines) {
    if (line.type === 'fault') faults.set(episodeOf(line), line)
    if (line.type === 'touch') touches.set(`${episodeOf(line)} ${line.effect} ${line.ts}`, line)
  }
  const runs = lines.filter((line) => line.type === 'run')
  return { runs, faults: [...faults.values()], touches: [...touches.values()] }
}

/** Names one stretch of one fault at one device. */
export function episodeOf(line: TruthFault | TruthTouch): string {
  return `${line.fault} ${line.device} ${line.from_ts}`
}
