/** The address as people write it: IPv4 seen through an IPv6 socket loses its prefix. */
export function plainAddress(address: string | undefined): string {
  return (address ?? 'unknown').replace(/^::ffff:(?=\d+\.)/, '')
}

/**
 * What one limit counts as one source. A single IPv6 subscriber holds a /64, that is 2^64
 * addresses, so the first four groups stand for all of them.
 */
export function sourceOf(address: string): string {
  if (!address.includes(':') || isLoopback(address)) return address
  const [head = '', tail = ''] = address.split('::')
  const left = head === '' ? [] : head.split(':')
  const right = tail === '' ? [] : tail.split(':')
  const zeros = Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => '0')
  const groups = address.includes('::') ? [...left, ...zeros, ...right] : left
  return `${groups.slice(0, 4).join(':')}::/64`
}

export function isLoopback(address: string): boolean {
  return address === '::1' || address.startsWith('127.')
}
