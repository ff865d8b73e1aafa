import { readFileSync } from 'node:fs'

const everyMs = 200

/** Memory of a process now, MB; NaN where it has ended, which whoever waits for it hears anyway. */
export function residentMb(pid: number): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? NaN) / 1024
  } catch {
    return NaN
  }
}

/** Looks at a process's memory again and again; the call ends that and gives what it saw, MB. */
export function sampleResident(pid: number, intervalMs = everyMs): () => number[] {
  const samples = [residentMb(pid)]
  const timer = setInterval(() => samples.push(residentMb(pid)), intervalMs)
  return () => {
    clearInterval(timer)
    return [...samples, residentMb(pid)]
  }
}

/** The same; the call gives the peak, MB. */
export function watchResident(pid: number): () => number {
  const stop = sampleResident(pid)
  return () => stop().reduce((peak, sample) => Math.max(peak, sample))
}
