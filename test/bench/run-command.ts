import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const repository = new URL('../../', import.meta.url).pathname
const outputMaxBytes = 1 << 24

/** Runs one of the city's commands (`commands/backup/main.ts`) to its end; throws where it fails. */
export async function runCommand(
  script: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [script, ...args], {
    cwd: repository,
    env: { ...process.env, ...env },
    maxBuffer: outputMaxBytes,
  })
  return stdout
}
