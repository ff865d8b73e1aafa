import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium, type Browser } from 'playwright-core'
import { listOwnAddresses } from './own-addresses.ts'

const debianShell = '/usr/bin/chromium-headless-shell'
const debianChromium = '/usr/bin/chromium'
const cache = resolve(import.meta.dirname, '../../node_modules/.cache/chromium')

const ownHosts = ['127.0.0.1', 'localhost', ...listOwnAddresses()]

/**
 * Flags that make pictures and timings the same everywhere; root in a container has no sandbox. No
 * host but this one has an address, so nothing that a page asks for leaves the machine.
 */
const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--force-color-profile=srgb',
  '--hide-scrollbars',
  `--host-resolver-rules=${['MAP * ~NOTFOUND', ...ownHosts.map((host) => `EXCLUDE ${host}`)].join(', ')}`,
]

/**
 * A real Chromium without windows, tabs and extensions, which cost as much again: Debian's, else the
 * one packed inside `@sparticuz/chromium`, unpacked once beside the packages. Nothing is downloaded.
 */
export async function startBrowser(): Promise<Browser> {
  if (existsSync(debianShell)) return chromium.launch({ executablePath: debianShell, args })
  // The packed one knows no other processor.
  if (process.arch !== 'x64') return chromium.launch({ executablePath: debianChromium, args })
  const folder = await unpackChromium()
  const libraries = [join(folder, 'al2023/lib'), process.env['LD_LIBRARY_PATH']]
  return chromium.launch({
    executablePath: join(folder, 'chromium'),
    args,
    env: {
      ...process.env,
      // Its helpers look for their own files there, and nobody else's.
      TMPDIR: folder,
      // Under the system's C it calls its language `en-US@posix`, which no `Intl` takes.
      LC_ALL: 'en_US.UTF-8',
      LD_LIBRARY_PATH: libraries.filter(Boolean).join(':'),
    },
  })
}

/** Unpacks beside and renames, so that two test files at once never see half of it. */
async function unpackChromium(): Promise<string> {
  if (existsSync(cache)) return cache
  const { inflate } = await import('@sparticuz/chromium')
  const packs = fileURLToPath(new URL('../bin/', import.meta.resolve('@sparticuz/chromium')))
  mkdirSync(resolve(cache, '..'), { recursive: true })
  const draft = mkdtempSync(`${cache}-`)
  const before = process.env['TMPDIR']
  // The package unpacks into whatever the system calls its temporary folder.
  process.env['TMPDIR'] = draft
  try {
    const names = ['chromium.br', 'al2023.tar.br', 'swiftshader.tar.br']
    await Promise.all(names.map((name) => inflate(join(packs, name))))
    if (!existsSync(cache)) renameSync(draft, cache)
  } finally {
    if (before === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = before
    rmSync(draft, { recursive: true, force: true })
  }
  return cache
}
