/** A DevEUI as stickers print it (`70-B3-D5…`, `70:B3:D5…`) in the one spelling that is looked up. */
export function spellAddress(address: string): string {
  const hex = address.replaceAll(/[-:\s]/g, '').toLowerCase()
  return /^[0-9a-f]{16}$/.test(hex) ? hex : address
}
