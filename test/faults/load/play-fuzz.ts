import { connect } from 'node:net'
import { disconnectFrame } from '#test/support/mqtt-frames.ts'
import { createAnswerReader } from './answer-reader.ts'
import type { FuzzStream } from './fuzz-stream.ts'

const closedMaxMs = 30_000
/** Nothing came for so long: the server waits for more. */
const silentMs = 50
const nothing = new Uint8Array()

type Stage = 'greeted' | 'asked' | 'wild' | 'over'

export interface PlayedStream {
  /** Mutated packets that the server has certainly met. */
  mutated: number
  /** Readable ones that it owes an answer to. */
  unanswered: number
  /** The server neither read on nor hung up: how far it had come. */
  hangingAt: Stage | undefined
  /** It was let in. */
  welcome: boolean
}

/**
 * Sends a stream and waits for the server to hang up. Its readable packets count as met when they
 * are answered. Of the wild ones only the first mutated one counts: until there nothing is wrong,
 * and the server may hang up at it. A stream that was cut in the middle of a packet makes the
 * server wait for the rest: then this side hangs up first.
 */
export function playFuzz(port: number, stream: FuzzStream): Promise<PlayedStream> {
  const { greeting, isGreetingMutated, readable, readableCount } = stream
  const wild = stream.wild ?? disconnectFrame
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port, noDelay: true })
    const answers = createAnswerReader()
    let stage: Stage = 'greeted'
    // The server may be busy: who is owed an answer waits for it. Behind a mutated CONNECT nobody is:
    // what it left over may begin a packet that swallows the next ones.
    const isOwed = (at: Stage) => !isGreetingMutated && (at === 'greeted' || at === 'asked')
    let hangingAt: Stage | undefined
    let [isConnected, wasAsked, wasWild] = [false, false, false]
    const goTo = (next: Stage, bytes: Uint8Array = nothing) => {
      stage = next
      wasAsked ||= next === 'asked'
      wasWild ||= next === 'wild'
      socket.setTimeout(isOwed(next) || next === 'over' ? closedMaxMs : silentMs)
      if (next === 'over') socket.end()
      else socket.write(bytes)
    }
    socket.on('connect', () => (isConnected = true))
    socket.on('timeout', () => {
      if (!isOwed(stage) && stage !== 'over') return goTo('over')
      hangingAt = stage
      socket.destroy()
    })
    socket.on('data', (chunk) => {
      const count = answers.read(chunk)
      if (!readable) return
      if (stage === 'greeted' && answers.isWelcome()) goTo('asked', readable)
      else if (stage === 'asked' && count > readableCount) goTo('wild', wild)
    })
    socket.on('error', () => undefined)
    socket.on('close', () => {
      const welcome = answers.isWelcome()
      const answered = wasAsked ? Math.min(readableCount, answers.count() - 1) : 0
      const isGreetingMet = isGreetingMutated && isConnected
      // Behind a mutated CONNECT it may have been swallowed.
      const isWildMet = stream.wild !== undefined && wasWild && !isGreetingMutated
      resolve({
        mutated: Number(isGreetingMet) + answered + Number(isWildMet),
        unanswered: wasAsked && !isGreetingMutated ? readableCount - answered : 0,
        hangingAt,
        welcome,
      })
    })
    goTo('greeted', greeting)
    if (!readable) goTo('wild', wild)
  })
}
