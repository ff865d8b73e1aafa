import type { Device } from '../../devices/device.ts'
import type { Kind } from '../../kinds/kind.ts'
import type { Finding } from './finding.ts'
import type { CityFolder } from './city-folder.ts'

type Tell = (level: Finding['level'], problem: string) => Finding

/** Whether the devices are of kinds that this server has, and report as their kind can. */
export function checkDevices({ devices }: CityFolder, kinds: readonly Kind[]): Finding[] {
  const byId = new Map(kinds.map((kind) => [kind.id, kind]))
  return devices.flatMap((device) => {
    const tell: Tell = (level, problem) => ({
      level,
      file: 'devices.json',
      where: device.id,
      problem,
    })
    const kind = byId.get(device.kind)
    if (!kind) {
      const known = [...byId.keys()].join(', ')
      return [tell('error', `kind ${device.kind} is none of ${known}`)]
    }
    return [...checkReporting(device, kind, tell), ...checkThresholds(device, tell)]
  })
}

function checkReporting({ position, every_ms }: Device, kind: Kind, tell: Tell): Finding[] {
  const modes = Object.keys(kind.reporting.everyMs)
  const unknown = Object.keys(every_ms ?? {}).filter((mode) => !modes.includes(mode))
  const findings = unknown.map((mode) =>
    tell('error', `every_ms.${mode}: ${kind.id} reports as ${modes.join(', ')}`),
  )
  if (position && kind.position === 'moving') {
    findings.push(tell('warning', `a ${kind.id} moves: its position must be null`))
  }
  if (!position && kind.position !== 'moving') {
    findings.push(tell('warning', 'has no position: it is in the list but not on the map'))
  }
  return findings
}

/** An alarm stands on its threshold: what nobody has verified says so. */
function checkThresholds({ thresholds }: Device, tell: Tell): Finding[] {
  if (!thresholds) return []
  const { authority, verified } = thresholds
  if (authority === 'official' && !verified) {
    return [tell('warning', 'official thresholds that nobody has verified')]
  }
  return verified ? [] : [tell('advice', 'its thresholds are not verified')]
}
