import { chirpstack } from './chirpstack.ts'
import type { FarSystem } from './dialect.ts'
import { plain } from './plain.ts'
import { tts } from './tts.ts'

/** Every system the bridge understands; a new one is a file here and its line below. */
export const farSystems: readonly FarSystem[] = [chirpstack, tts, plain]
