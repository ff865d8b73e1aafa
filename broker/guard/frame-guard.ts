import { packetRules, refusePublishFlags, type PacketRule } from './packet-rules.ts'

/** Why a byte stream is cut: the stream itself is at fault, whoever sent it. */
export interface BadFrame {
  code: 'frame_too_large' | 'frame_malformed' | 'protocol_version'
  detail: string
}

export interface FrameGuard {
  /** Looks at the next bytes of the stream; a verdict is final. */
  check(chunk: Uint8Array): BadFrame | undefined
  /** Sets the largest frame (fixed header included) allowed from the next frame on, in bytes. */
  allow(frameMax: number): void
  /** A message was sent to this client that it has to acknowledge. */
  expectAck(): void
}

const malformed = (detail: string): BadFrame => ({ code: 'frame_malformed', detail })

/** The rule of a frame's first byte, or what is wrong with it. */
function readFirstByte(byte: number, isFirstFrame: boolean): PacketRule | BadFrame {
  const rule = packetRules[byte >> 4]
  if (!rule) return malformed(`packet type ${byte >> 4} is not a client's, or nobody asked for it`)
  // [MQTT-3.1.0-1] and [MQTT-3.1.0-2]
  if (isFirstFrame !== (rule.name === 'CONNECT')) {
    return malformed(isFirstFrame ? `${rule.name} before CONNECT` : 'CONNECT a second time')
  }
  const flags = byte & 0x0f
  if (rule.flags === null) {
    const why = refusePublishFlags(flags)
    return why === undefined ? rule : malformed(why)
  }
  // [MQTT-2.2.2-2]
  return flags === rule.flags ? rule : malformed(`reserved flags of ${rule.name} are ${flags}`)
}

interface Header {
  rule: PacketRule
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

  const end = (read: PacketRule): Header | BadFrame => {
    rule = undefined
    const { name, min, max } = read
    if (remaining < min || remaining > max) return malformed(`${name} of ${remaining} bytes`)
    return { rule: read, bodyBytes: remaining, frameBytes: 1 + lengthBytes + remaining }
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

const noBody = new Uint8Array()

/** Collects the body of a packet that is judged as a whole. */
function createCollector() {
  let rule: PacketRule | undefined
  let body: Uint8Array = noBody
  let filled = 0

  const judge = (): BadFrame | undefined => {
    const bad = rule?.refuse?.(body)
    // Ten thousand idle devices would keep ten thousand of them.
    body = noBody
    if (!bad) return undefined
    const code = bad.isVersion ? 'protocol_version' : 'frame_malformed'
    return { code, detail: `${rule?.name}: ${bad.detail}` }
  }
  return {
    begin(header: Header): void {
      rule = header.rule.refuse && header.rule
      if (!rule) return
      body = new Uint8Array(header.bodyBytes)
      filled = 0
    },
    /** Takes some of the body; judges it with the last of it. */
    add(bytes: Uint8Array): BadFrame | undefined {
      if (!rule) return undefined
      body.set(bytes, filled)
      filled += bytes.length
      return filled === body.length ? judge() : undefined
    },
  }
}

/**
 * Follows the frames of one client [MQTT 2.2]. Of a PUBLISH only the fixed header is read: no copy,
 * no buffer, one step per frame and not per byte. The few others are small; their whole body is
 * held against MQTT 3.1.1, because the parser behind lets pass what the standard refuses. It has no
 * size limit of its own either, and would collect 256 MB for a stranger.
 *
 * @param controlFrameMax largest frame of any other type than PUBLISH, and of the first frame, bytes
 */
export function createFrameGuard(controlFrameMax: number): FrameGuard {
  let publishMax = controlFrameMax
  let acksDue = 0
  const header = createHeaderReader()
  const collector = createCollector()
  // Body bytes of the current frame still to come.
  let toCome = 0
  let verdict: BadFrame | undefined

  const readHeaderByte = (byte: number): BadFrame | undefined => {
    const read = header.read(byte)
    if (!read || 'code' in read) return read
    const { name } = read.rule
    const max = name === 'PUBLISH' ? publishMax : Math.min(publishMax, controlFrameMax)
    if (read.frameBytes > max) {
      const detail = `${name} of ${read.frameBytes} bytes, ${max} are allowed`
      return { code: 'frame_too_large', detail }
    }
    // [MQTT-4.8.0-1]: an acknowledgement of nothing is a violation.
    if (name === 'PUBACK' && --acksDue < 0) return malformed('PUBACK that nobody asked for')
    collector.begin(read)
    toCome = read.bodyBytes
    return undefined
  }

  return {
    allow(max) {
      publishMax = max
    },
    expectAck() {
      acksDue += 1
    },
    check(chunk) {
      let at = 0
      while (!verdict && at < chunk.length) {
        if (toCome > 0) {
          const bytes = Math.min(toCome, chunk.length - at)
          verdict = collector.add(chunk.subarray(at, at + bytes))
          toCome -= bytes
          at += bytes
        } else {
          verdict = readHeaderByte(chunk[at] ?? 0)
          at += 1
        }
      }
      return verdict
    },
  }
}
