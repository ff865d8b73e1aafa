import { connect } from 'node:net'
import { pulseDevice } from '#domain/operation/pulse.ts'
import { formatTopic } from '#domain/payload/topics.ts'
import { connackAccepted, disconnect, encodeConnect, encodePublish, puback } from './frames.ts'

/** An answer takes milliseconds; the next try comes in ten seconds. */
const answerWithinMs = 8_000

export interface PulseTarget {
  host: string
  port: number
  /** First segment of the topics. */
  city: string
  secret: string
}

/**
 * Sends one self-check over a connection of its own, so that the listener is tried each time.
 * Resolves with the PUBACK; rejects with what went wrong.
 */
export function sendPulse({ host, port, city, secret }: PulseTarget): Promise<void> {
  const { id, kind } = pulseDevice
  const topic = formatTopic({ city, kind, device: id, channel: 'status' })
  const wanted = Buffer.concat([connackAccepted, puback])
  return new Promise((resolve, reject) => {
    let heard = Buffer.alloc(0)
    const socket = connect({ host: reachable(host), port, timeout: answerWithinMs })
    const fail = (reason: string) => {
      reject(new Error(reason))
      socket.destroy()
    }
    socket.on('error', ({ message }) => fail(message))
    socket.on('timeout', () => fail(`no answer within ${answerWithinMs} ms`))
    socket.on('close', () => fail('the door hung up'))
    socket.on('data', (chunk) => {
      heard = Buffer.concat([heard, chunk])
      if (!wanted.subarray(0, heard.length).equals(heard)) return fail('refused')
      if (heard.length < wanted.length) return
      resolve()
      socket.end(disconnect)
    })
    socket.write(encodeConnect(id, secret))
    socket.write(encodePublish(topic, '{"online":true}'))
  })
}

/** A listener on every address is reached on loopback. */
const reachable = (host: string) =>
  host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host
