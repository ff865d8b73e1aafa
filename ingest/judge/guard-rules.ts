import type { Device } from '#domain/devices/device.ts'
import type { FieldRule } from './field-rules.ts'

type Guards = NonNullable<Device['guards']>

/** The rules of a device, and those of them that look at earlier values. */
export interface DeviceRules {
  all: readonly FieldRule[]
  remembering: readonly FieldRule[]
}

/**
 * The rules of a kind, with those of one device in their place where it has its own. Kept by its
 * description, which is another object after every change.
 */
export function createGuardRules(
  rules: readonly FieldRule[],
): (guards: Guards | undefined) => DeviceRules {
  const kept = new WeakMap<Guards, DeviceRules>()
  const ofKind = split(rules)
  return (guards) => {
    if (!guards) return ofKind
    const known = kept.get(guards)
    if (known) return known
    const guarded = split(rules.map((rule) => guard(rule, guards)))
    kept.set(guards, guarded)
    return guarded
  }
}

const split = (all: readonly FieldRule[]): DeviceRules => ({
  all,
  remembering: all.filter(({ remembers }) => remembers),
})

function guard(rule: FieldRule, guards: Guards): FieldRule {
  const own = guards[rule.field]
  if (!own) return rule
  const { min = rule.soft.min, max = rule.soft.max, stepPer10Min = rule.stepPer10Min } = own
  const remembers = rule.remembers || stepPer10Min !== Infinity
  return { ...rule, soft: { min, max }, stepPer10Min, remembers }
}
