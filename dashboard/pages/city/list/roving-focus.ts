/**
 * Arrow keys walk the rows of a list as if it were one control: it costs one tab stop however
 * many rows it has. Page keys jump, Home and End go to the ends.
 */
const steps: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: 10,
  PageUp: -10,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
}

export function moveFocus(list: HTMLElement, event: KeyboardEvent): void {
  const step = steps[event.key]
  if (step === undefined || !(event.target instanceof HTMLElement)) return
  const rows = [...list.querySelectorAll<HTMLElement>('[data-row]')]
  const index = rows.indexOf(event.target)
  if (index === -1) return
  event.preventDefault()
  const next = rows[Math.min(rows.length - 1, Math.max(0, index + step))]
  focusRow(list, next)
}

/** Focuses a row and makes it the list's tab stop. */
export function focusRow(list: ParentNode, row: HTMLElement | undefined): void {
  if (!row) return
  for (const other of list.querySelectorAll('[data-row][tabindex="0"]')) {
    other.setAttribute('tabindex', '-1')
  }
  row.setAttribute('tabindex', '0')
  row.focus()
}

/** Back from the panel to the row it was opened from. */
export function focusRowOf(deviceId: string): void {
  const list = document.querySelector('.device-list')
  const row = list?.querySelector<HTMLElement>(`[data-row="${CSS.escape(deviceId)}"]`)
  if (list && row) focusRow(list, row)
}
