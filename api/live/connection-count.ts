import type { ApiLimits } from '../parts.ts'

/** How many browsers are on the live stream, in all and from each address. */
export function createConnectionCount(limits: ApiLimits) {
  const byAddress = new Map<string, number>()
  let total = 0
  return {
    get total() {
      return total
    },
    hasRoomFor(address: string): boolean {
      if (total >= limits.liveClients) return false
      return (byAddress.get(address) ?? 0) < limits.liveClientsPerAddress
    },
    add(address: string): void {
      total += 1
      byAddress.set(address, (byAddress.get(address) ?? 0) + 1)
    },
    remove(address: string): void {
      total -= 1
      const left = (byAddress.get(address) ?? 1) - 1
      if (left > 0) byAddress.set(address, left)
      else byAddress.delete(address)
    },
  }
}

export type ConnectionCount = ReturnType<typeof createConnectionCount>
