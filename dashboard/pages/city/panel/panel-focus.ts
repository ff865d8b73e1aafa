let isWanted = false

/** The next panel to open shall take the focus: it was opened from the keyboard. */
export function requestPanelFocus(): void {
  isWanted = true
}

/** True once after a request. */
export function takePanelFocusRequest(): boolean {
  const wanted = isWanted
  isWanted = false
  return wanted
}
