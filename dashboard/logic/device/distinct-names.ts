import type { Labels } from '#domain/words/labels.ts'

interface Named {
  id: string
  name: Labels
}

/** Devices of one name with their ids behind it, in the language in which the names are the same. */
export function distinguishNames<D extends Named>(devices: readonly D[]): D[] {
  const isShared = { ja: findShared(devices, 'ja'), en: findShared(devices, 'en') }
  return devices.map((device) => {
    const { id, name } = device
    const ja = isShared.ja.has(name.ja) ? `${name.ja}（${id}）` : name.ja
    const en = isShared.en.has(name.en) ? `${name.en} (${id})` : name.en
    return ja === name.ja && en === name.en ? device : { ...device, name: { ja, en } }
  })
}

function findShared(devices: readonly Named[], language: keyof Labels): ReadonlySet<string> {
  const seen = new Set<string>()
  const shared = new Set<string>()
  for (const { name } of devices) {
    if (seen.has(name[language])) shared.add(name[language])
    seen.add(name[language])
  }
  return shared
}
