import { words } from '../state/preferences.ts'

/** Whether a device is connected, in words; null where it cannot report it. */
export function onlineText(online: boolean | null): string {
  const { panel } = words.value
  if (online === null) return panel.onlineNull
  return online ? panel.onlineTrue : panel.onlineFalse
}
