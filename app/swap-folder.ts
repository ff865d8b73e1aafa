import { existsSync, renameSync, rmSync } from 'node:fs'

interface Swap {
  /** What is to come, on the same disk; its name is this process's own. Gone afterwards. */
  draft: string
  target: string
  /** Is what lies at the target now as good as the draft? */
  isGood(): boolean
}

/**
 * Puts a folder in another one's place, as a whole: nobody sees half of it. Other processes may do
 * the same at the same moment; whoever comes second leaves what is as good. Throws if the disk does.
 */
export function swapFolder({ draft, target, isGood }: Swap): void {
  const old = `${draft}-old`
  try {
    while (!(existsSync(target) && isGood())) {
      moveUnless('ENOENT', target, old)
      if (moveUnless('ENOTEMPTY', draft, target)) return
      rmSync(old, { recursive: true, force: true })
    }
  } finally {
    for (const left of [draft, old]) rmSync(left, { recursive: true, force: true })
  }
}

/** Did it move? Not if another process was faster, which the code of the error tells. */
function moveUnless(lost: 'ENOENT' | 'ENOTEMPTY', from: string, to: string): boolean {
  try {
    renameSync(from, to)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === lost) return false
    throw error
  }
}
