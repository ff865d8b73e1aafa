/** Remembers how to undo what was done, so that nothing of ours stays behind. */
export function createUndoing() {
  const steps: (() => Promise<void> | void)[] = []
  return {
    add: (undo: () => Promise<void> | void) => {
      steps.push(undo)
    },
    /** The latest first; a step that fails does not keep the others from running. */
    async undoAll(): Promise<unknown[]> {
      const errors: unknown[] = []
      for (let undo = steps.pop(); undo; undo = steps.pop()) {
        try {
          await undo()
        } catch (error) {
          errors.push(error)
        }
      }
      return errors
    },
  }
}

export type Undoing = ReturnType<typeof createUndoing>
