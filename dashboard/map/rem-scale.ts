/**
 * How large one rem is against the usual 16 px: 1 on a desk, 2 on a 4K wall. What is drawn in
 * pixels multiplies by it, so that the same picture is seen from the same distance.
 */
export function remScale(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16
}
