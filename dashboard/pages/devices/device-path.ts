/** Where a device, or something of it, is asked for and changed. */
export const devicePath = (id: string, rest = ''): string =>
  `/v1/devices/${encodeURIComponent(id)}${rest}`
