import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { findFreePorts } from '#test/support/city-process.ts'
import { endWithUs } from '#test/support/end-with-us.ts'
import type { Server } from './bare-aedes-process.ts'

const readyPollMs = 20
const readyMaxMs = 10_000

export const hasMosquitto = (): boolean => spawnSync('mosquitto', ['-h']).error === undefined

async function untilListening(port: number): Promise<void> {
  for (let waitedMs = 0; waitedMs < readyMaxMs; waitedMs += readyPollMs) {
    const socket = connect({ host: '127.0.0.1', port })
    const isOpen = await once(socket, 'connect').then(
      () => true,
      () => false,
    )
    socket.destroy()
    if (isOpen) return
    await sleep(readyPollMs)
  }
  throw new Error('mosquitto does not listen')
}

/**
 * Mosquitto with `persistence true` and its limits off. It acknowledges what it has in memory and
 * writes its file every half an hour: a yardstick of speed, not of the promise.
 */
export async function startMosquitto(parent: string): Promise<Server> {
  const folder = mkdtempSync(join(parent, 'mosquitto-'))
  const { mqtt: port } = await findFreePorts()
  const lines = [
    `listener ${port} 127.0.0.1`,
    'allow_anonymous true',
    'persistence true',
    `persistence_location ${folder}/`,
    'max_inflight_messages 0',
    'max_queued_messages 0',
    'user root',
  ]
  const config = join(folder, 'mosquitto.conf')
  writeFileSync(config, `${lines.join('\n')}\n`)
  const child = endWithUs(spawn('mosquitto', ['-c', config], { stdio: 'ignore' }))
  await untilListening(port)
  return {
    pid: child.pid ?? 0,
    host: '127.0.0.1',
    port,
    async stop() {
      const exit = once(child, 'exit')
      child.kill('SIGTERM')
      await exit
      rmSync(folder, { recursive: true })
    },
  }
}
