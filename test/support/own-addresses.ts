import { networkInterfaces } from 'node:os'

/** IPv4 addresses of this machine beside loopback: whoever comes over one is seen as coming from it. */
export const listOwnAddresses = (): string[] =>
  Object.values(networkInterfaces()).flatMap((all) =>
    (all ?? []).flatMap(({ family, internal, address }) =>
      family === 'IPv4' && !internal ? [address] : [],
    ),
  )
