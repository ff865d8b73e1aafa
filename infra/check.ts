/**
 * `npm run check`: everything that is judged without running the program. All checks run, so one
 * round shows every complaint; the exit code is 1 if any of them has one.
 */
import { spawn } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { delimiter, join, resolve } from 'node:path'

interface Check {
  name: string
  command: readonly [program: string, ...args: string[]]
}

interface Result {
  name: string
  ok: boolean
  output: string
  elapsedMs: number
}

// The slow ones first: with two at a time the whole round takes as long as the longest two.
const checks: readonly Check[] = [
  { name: 'lint', command: ['oxlint'] },
  { name: 'types of the server', command: ['tsc', '--project', '.'] },
  { name: 'types of the dashboard', command: ['tsc', '--project', 'dashboard'] },
  { name: 'format', command: ['prettier', '--check', '--log-level', 'warn', '.'] },
  { name: 'dead code', command: ['knip', '--no-progress'] },
]

const root = resolve(import.meta.dirname, '..')
// The tools of this folder and its Node, also when started outside of npm.
const path = [join(root, 'node_modules', '.bin'), process.env['PATH']].join(delimiter)

function run({ name, command: [program, ...args] }: Check): Promise<Result> {
  const startedMs = performance.now()
  const chunks: string[] = []
  const child = spawn(program, args, { cwd: root, env: { ...process.env, PATH: path } })
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => chunks.push(text))
  }
  return new Promise((done) => {
    const finish = (ok: boolean) => {
      done({ name, ok, output: chunks.join(''), elapsedMs: performance.now() - startedMs })
    }
    child.on('error', (error) => {
      chunks.push(`${program} did not start: ${error.message}\n`)
      finish(false)
    })
    child.on('close', (code) => finish(code === 0))
  })
}

async function runAll(): Promise<Result[]> {
  const waiting = [...checks]
  const results: Result[] = []
  const work = async () => {
    for (let check = waiting.shift(); check; check = waiting.shift()) {
      results.push(await run(check))
    }
  }
  await Promise.all(Array.from({ length: availableParallelism() }, work))
  return results
}

const results = await runAll()
for (const { name, output } of results.filter(({ ok }) => !ok)) {
  console.log(`── ${name} ${'─'.repeat(70 - name.length)}\n${output}`)
}
for (const { name, ok, elapsedMs } of results) {
  console.log(`${ok ? '✓' : '✗'} ${name.padEnd(24)} ${(elapsedMs / 1000).toFixed(1)} s`)
}
const failed = results.filter(({ ok }) => !ok).length
console.log(failed === 0 ? 'All checks passed.' : `${failed} of ${results.length} checks failed.`)
process.exitCode = failed === 0 ? 0 : 1
