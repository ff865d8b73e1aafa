/** Why a byte stream is cut: the stream itself is at fault, whoever sent it. */
export interface BadFrame {
  code: 'frame_too_large' | 'frame_malformed'
  detail: string
}

export interface FrameGuard {
  /** Looks at the next bytes of the stream without keeping them; a verdict is final. */
  check(chunk: Uint8Array): BadFrame | undefined
  /** Sets the largest frame (fixed header included) allowed from the next frame on, in bytes. */
  allow(frameMax: number): void
}

interface PacketRule {
  name: string
  /** The four reserved bits [MQTT-2.2.2-1]; null for PUBLISH, where they mean something. */
  flags: number | null
  /** Bounds of the remaining length that the packet's own fields impose. */
  min: number
  max: number
}

// What a client may send (MQTT 3.1.1, table 2.1); every other type is the server's or reserved.
const rules: Readonly<Record<number, PacketRule>> = {
  1: { name: 'CONNECT', flags: 0, min: 12, max: Infinity },
  3: { name: 'PUBLISH', flags: null, min: 3, max: Infinity },
  4: { name: 'PUBACK', flags: 0, min: 2, max: 2 },
  5: { name: 'PUBREC', flags: 0, min: 2, max: 2 },
  6: { name: 'PUBREL', flags: 2, min: 2, max: 2 },
  7: { name: 'PUBCOMP', flags: 0, min: 2, max: 2 },
  8: { name: 'SUBSCRIBE', flags: 2, min: 6, max: Infinity },
  10: { name: 'UNSUBSCRIBE', flags: 2, min: 5, max: Infinity },
  12: { name: 'PINGREQ', flags: 0, min: 0, max: 0 },
  14: { name: 'DISCONNECT', flags: 0, min: 0, max: 0 },
}

const malformed = (detail: string): BadFrame => ({ code: 'frame_malformed', detail })

/** The rule of a frame's first byte, or what is wrong with it. */
function readFirstByte(byte: number, isFirstFrame: boolean): PacketRule | BadFrame {
  const rule = rules[byte >> 4]
  if (!rule) return malformed(`packet type ${byte >> 4} is not a client's`)
  // [MQTT-3.1.0-1] and [MQTT-3.1.0-2]
  if (isFirstFrame !== (rule.name === 'CONNECT')) {
    return malformed(isFirstFrame ? `${rule.name} before CONNECT` : 'CONNECT a second time')
  }
  if (rule.flags !== null && (byte & 0x0f) !== rule.flags) {
    return malformed(`reserved flags of ${rule.name} are ${byte & 0x0f}`)
  }
  // [MQTT-3.3.1-4]
  if (rule.flags === null && (byte & 0x06) === 0x06) return malformed('PUBLISH with QoS 3')
  return rule
}

interface Header {
  name: string
  bodyBytes: number
  frameBytes: number
}

/** Reads fixed headers byte by byte [MQTT 2.2]; gives one when it is whole. */
function createHeaderReader() {
  let rule: PacketRule | undefined
  let isFirstFrame = true
  let remaining = 0
  let lengthBytes = 0

  const begin = (byte: number): BadFrame | undefined => {
    const read = readFirstByte(byte, isFirstFrame)
    if ('code' in read) return read
    rule = read
    isFirstFrame = false
    remaining = 0
    lengthBytes = 0
    return undefined
  }

  const end = ({ name, min, max }: PacketRule): Header | BadFrame => {
    rule = undefined
    if (remaining < min || remaining > max) return malformed(`${name} of ${remaining} bytes`)
    return { name, bodyBytes: remaining, frameBytes: 1 + lengthBytes + remaining }
  }

  return {
    read(byte: number): Header | BadFrame | undefined {
      if (!rule) return begin(byte)
      // Seven bits a byte, lowest first, at most four bytes [MQTT 2.2.3].
      remaining += (byte & 0x7f) * 0x80 ** lengthBytes
      lengthBytes += 1
      if (byte < 0x80) return end(rule)
      return lengthBytes === 4 ? malformed('remaining length of more than four bytes') : undefined
    },
  }
}

/**
 * Follows the frames of one client by their fixed headers only [MQTT 2.2]: three numbers of state,
 * no copy, no buffer, one step per frame and not per byte. It stands in front of the parser, which
 * has no size limit of its own and would collect 256 MB for a stranger.
 */
export function createFrameGuard(firstFrameMax: number): FrameGuard {
  let frameMax = firstFrameMax
  const header = createHeaderReader()
  // Body bytes of the current frame still to come.
  let toSkip = 0
  let verdict: BadFrame | undefined

  const readHeaderByte = (byte: number): BadFrame | undefined => {
    const read = header.read(byte)
    if (!read || 'code' in read) return read
    if (read.frameBytes > frameMax) {
      const detail = `${read.name} of ${read.frameBytes} bytes, ${frameMax} are allowed`
      return { code: 'frame_too_large', detail }
    }
    toSkip = read.bodyBytes
    return undefined
  }

  return {
    allow(max) {
      frameMax = max
    },
    check(chunk) {
      let at = 0
      while (!verdict && at < chunk.length) {
        if (toSkip > 0) {
          const skipped = Math.min(toSkip, chunk.length - at)
          toSkip -= skipped
          at += skipped
        } else {
          verdict = readHeaderByte(chunk[at] ?? 0)
          at += 1
        }
      }
      return verdict
    },
  }
}
