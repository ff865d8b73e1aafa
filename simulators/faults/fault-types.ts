import type { FaultType } from './fault-type.ts'
import { positionFaults } from './types/position-faults.ts'
import { valueFaults } from './types/value-faults.ts'
import { wayFaults } from './types/way-faults.ts'

/** Every type of fault that can be injected. */
export const faultTypes: readonly FaultType[] = [...valueFaults, ...positionFaults, ...wayFaults]
