import { spawn } from 'node:child_process'
import type { ChildProcess, StdioOptions } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { startListeningBroker } from './listening-broker.ts'
import { patience } from '#test/support/suite/patience.ts'

const root = resolve(import.meta.dirname, '../..')

let folder = ''
const children: ChildProcess[] = []
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'simulate-'))
})
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  await rm(folder, { recursive: true })
})

/** The command as `npm start` runs it, with a channel to its parent. */
function runSimulate(
  args: readonly string[],
  stdio: StdioOptions = ['ignore', 'pipe', 'pipe', 'ipc'],
) {
  const child = spawn(process.execPath, ['simulators/main.ts', ...args], { cwd: root, stdio })
  children.push(child)
  let output = ''
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()))
  child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()))
  return { child, output: () => output, exit: once(child, 'exit') }
}

async function writeCredentials(): Promise<string> {
  const file = join(folder, 'simulated-devices.json')
  await writeFile(file, JSON.stringify({ 'bus-05': 'a token', 'farm-aba': 'another' }))
  return file
}

describe('npm run simulate', () => {
  it.each([
    ['it is asked to end', (child: ChildProcess) => child.kill('SIGTERM')],
    ['its parent is gone', (child: ChildProcess) => child.disconnect()],
  ])('runs until %s, says goodbye and sums up', async (_when, end) => {
    const broker = await startListeningBroker()
    const credentials = await writeCredentials()
    const { child, output, exit } = runSimulate(['--credentials', credentials, '--url', broker.url])
    await vi.waitFor(() => expect(broker.heard.length).toBeGreaterThan(5), patience)
    end(child)
    expect((await exit)[0]).toBe(0)
    expect(output()).toMatch(/模擬データ: .*published, .*acknowledged/)
    const farewells = broker.heard.filter(({ payload }) => payload === '{"online":false}')
    expect(farewells.map(({ client }) => client).toSorted((a, b) => a.localeCompare(b))).toEqual([
      'bus-05',
      'farm-aba',
    ])
    await broker.close()
  })

  it('explains what is missing', async () => {
    const missing = runSimulate(['--credentials', join(folder, 'nothing.json')])
    expect((await missing.exit)[0]).toBe(1)
    expect(missing.output()).toMatch(/nothing\.json.*npm start/)
    const elsewhere = runSimulate(['--credentials', await writeCredentials(), '--city', folder])
    expect((await elsewhere.exit)[0]).toBe(1)
    expect(elsewhere.output()).toMatch(/city\.json: is missing/)
  })
})
