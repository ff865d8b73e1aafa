import type { Device } from '#domain/devices/device.ts'
import { formatTopic } from '#domain/payload/topics.ts'
import { localThresholds } from '#test/support/local-thresholds.ts'
import type { BenchDevice } from './generator/publisher.ts'

export type BenchKind = 'flood' | 'wifi' | 'bus' | 'farm'

/** `bench-0001`, `bench-0002`, …; every `crossesEvery`-th one swings over its threshold, if any. */
export function describeDevices(
  count: number,
  { crossesEvery = 0, kind = 'flood' }: { crossesEvery?: number; kind?: BenchKind } = {},
): Device[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `bench-${String(index + 1).padStart(4, '0')}`,
    kind,
    name: { ja: `計測用${index + 1}`, en: `Bench ${index + 1}` },
    origin: 'field',
    role: 'sensor',
    position: { lat: 35.95, lon: 140.35 + (index % 1_000) / 10_000 },
    out_of_service: false,
    ...(crossesEvery > 0 && index % crossesEvery === 0 && { thresholds }),
  }))
}

const thresholds = localThresholds({ caution: 1 })

/** The same devices as the generator needs them. */
export function withTokens(
  city: string,
  devices: readonly Device[],
  tokens: ReadonlyMap<string, string>,
): BenchDevice[] {
  return devices.map(({ id, kind, thresholds: own }) => ({
    id,
    token: tokens.get(id) ?? '',
    kind,
    topic: formatTopic({ city, kind, device: id, channel: 'reading' }),
    crosses: own !== undefined,
  }))
}
