import { readFileSync } from 'node:fs'

const everyMs = 200

/** Memory of a process now, MB. */
export function residentMb(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? NaN) / 1024
}

/** Looks at a process's memory again and again; the call ends that and gives the peak, MB. */
export function watchResident(pid: number): () => number {
  let peakMb = residentMb(pid)
  const look = () => {
    peakMb = Math.max(peakMb, residentMb(pid))
  }
  const timer = setInterval(look, everyMs)
  return () => {
    clearInterval(timer)
    look()
    return peakMb
  }
}
