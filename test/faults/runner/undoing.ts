import { within } from './within.ts'

/** Room for a slow machine: what we undo is a kill, an unmount, the deletion of a folder. */
const undoingMaxMs = 120_000

/** Remembers how to undo what was done, so that nothing of ours stays behind. */
export function createUndoing(maxMs = undoingMaxMs) {
  const steps: (() => Promise<void> | void)[] = []
  return {
    add: (undo: () => Promise<void> | void) => {
      steps.push(undo)
    },
    /** The latest first; a step that fails or has no end does not keep the others from running. */
    async undoAll(): Promise<unknown[]> {
      const errors: unknown[] = []
      for (let undo = steps.pop(); undo; undo = steps.pop()) {
        try {
          await within(undo(), { what: 'a step of the clean-up', maxMs })
        } catch (error) {
          errors.push(error)
        }
      }
      return errors
    },
  }
}

export type Undoing = ReturnType<typeof createUndoing>
