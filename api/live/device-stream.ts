import type { Change, JournalBatch } from '#domain/commit.ts'
import type { Clock } from '#domain/operation/clock.ts'
import type { DevicesUpdate } from '#domain/wire/live.ts'
import type { Board, DeviceState } from '#views/board.ts'
import { createLiveDevice } from '../devices/feature.ts'
import type { FlushWindow } from './pace/flush-window.ts'
import { readThreadCpuMs } from './pace/thread-cpu.ts'

/**
 * Decides when changes of devices leave. Everybody in a room stands at `seq`: they have every
 * change up to it and none after, so whoever joins gets exactly what lies between.
 */
export interface DeviceStream {
  readonly seq: number
  /** Takes a committed batch that the board has applied; sends at once when the window allows. */
  apply(batch: JournalBatch): void
  /** Shows a device whose connection changed, which is in no batch. */
  show(device: string): void
  /** Sends what is waiting, whatever the window says. */
  flush(): void
  /** What changed of each of these kinds after the sequence beside it, up to `seq`. */
  updateSince(standing: KindStanding): DevicesUpdate
  close(): void
}

/** By kind, the sequence up to which everything is known. */
export type KindStanding = ReadonlyMap<string, number>

export interface DeviceStreamParts {
  board: Board
  clock: Clock
  window: FlushWindow
  /** Sends changes to whoever watches; false where nobody does. */
  send(states: readonly DeviceState[], seq: number): boolean
  /** Told after each update: from the commit until the last socket had it, ms. */
  onSent(elapsedMs: number): void
}

export function createDeviceStream(parts: DeviceStreamParts): DeviceStream {
  const { board, clock, window, send, onSent } = parts
  const dirty = new Set<string>()
  let seq = board.seq
  let dirtySinceMs = 0
  let sentAtMs = Number.NEGATIVE_INFINITY
  let timer: NodeJS.Timeout | undefined

  function flush(): void {
    clearTimeout(timer)
    timer = undefined
    if (dirty.size === 0) return
    const cpuBeforeMs = readThreadCpuMs()
    const states = [...dirty].flatMap((id) => board.find(id) ?? [])
    const sent = send(
      states.filter((state) => state.changeSeq > seq || state.onlineSeq >= seq),
      board.seq,
    )
    seq = board.seq
    dirty.clear()
    sentAtMs = clock.monotonicMs()
    if (!sent) return
    window.record(readThreadCpuMs() - cpuBeforeMs)
    onSent(sentAtMs - dirtySinceMs)
  }

  function apply({ changes }: JournalBatch): void {
    plan(changes.flatMap((change) => deviceOf(change) ?? []))
  }

  function plan(devices: readonly string[]): void {
    const now = clock.monotonicMs()
    if (dirty.size === 0) dirtySinceMs = now
    for (const device of devices) dirty.add(device)
    if (timer || dirty.size === 0) return
    const waitMs = sentAtMs + window.ms - now
    if (waitMs <= 0) flush()
    else timer = setTimeout(flush, waitMs)
  }

  return {
    get seq() {
      return seq
    },
    apply,
    show: (device) => plan([device]),
    flush,
    updateSince(standing) {
      const states = board.changedSince(Math.min(seq, ...standing.values())).filter((state) => {
        const since = standing.get(state.device.kind)
        if (since === undefined) return false
        return (state.changeSeq > since && state.changeSeq <= seq) || state.onlineSeq >= since
      })
      return { seq, server_ts: clock.now(), changes: states.map(createLiveDevice) }
    },
    close: () => clearTimeout(timer),
  }
}

/** The device whose state a change may alter. */
function deviceOf(change: Change): string | undefined {
  if (change.type === 'reading') return change.reading.device
  if (change.type === 'status') return change.record.device
  if (change.type === 'verdict') return change.record.device
  return change.type === 'crossing' ? change.record.device : undefined
}
