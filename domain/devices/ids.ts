/** A device id: lower case, 3 to 32 characters, unique in the instance. Never part of a file path. */
export const deviceIdPattern = '^[a-z0-9][a-z0-9-]{2,31}$'

// Names that JavaScript objects carry already. `constructor` matches the pattern and has crashed
// brokers that keep clients in a plain object (GHSA-52qw-whmv-87c5), so none of them is an id.
const reservedNames: ReadonlySet<string> = new Set([
  ...Object.getOwnPropertyNames(Object.prototype).map((name) => name.toLowerCase()),
  'prototype',
])

const compiled = new RegExp(deviceIdPattern)

export function isDeviceId(text: string): boolean {
  return compiled.test(text) && !reservedNames.has(text)
}
