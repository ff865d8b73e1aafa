/** What was opened, to be closed in reverse order, whether starting ended well or not. */
export interface Closing {
  add(name: string, close: () => void | Promise<void>): void
  /** Closes everything once; a part that fails to close does not keep the others open. */
  close(): Promise<void>
}

export function createClosing(onTrouble: (name: string, error: unknown) => void): Closing {
  const open: { name: string; close: () => void | Promise<void> }[] = []
  let closing: Promise<void> | undefined

  const closeAll = async () => {
    for (const part of open.toReversed()) {
      try {
        await part.close()
      } catch (error) {
        onTrouble(part.name, error)
      }
    }
  }

  return {
    add: (name, close) => void open.push({ name, close }),
    close: () => (closing ??= closeAll()),
  }
}
