import { lstatSync, readdirSync, readFileSync, readlinkSync, realpathSync } from 'node:fs'
import { dirname } from 'node:path'
import { holdsCity } from '../city-elsewhere.ts'
import { findHolder, lockFolder } from '../folder-lock.ts'
import { BackupError } from './backup-error.ts'

/** Refuses, before anything is copied, a target that a restored folder cannot take the name of. */
export function checkTarget(target: string): void {
  // Whoever names the folder of a city as DATA_DIR means that city, and not one inside it.
  const dataDir = dirname(target)
  if (holdsCity(dataDir)) throw isTaken(dataDir, readdirSync(dataDir))
  const found = lstatSync(target, { throwIfNoEntry: false })
  if (!found) return
  if (found.isSymbolicLink()) throw isLink(target)
  if (!found.isDirectory()) throw isFile(target)
  const held = readdirSync(target)
  // A fresh file system has a folder of its own.
  const isFresh = held.every((name) => name === 'lost+found')
  if (isFresh && isMountPoint(target)) throw isMount(target)
  if (held.length > 0) throw isTaken(target, held)
}

const isLink = (target: string) =>
  new BackupError('RESTORE_TARGET_UNUSABLE', {
    ja: `${target} はリンク（→ ${readlinkSync(target)}）なので、その名前では復元できません。リンクを外すか、--to で別のフォルダーを指定してください。`,
    en: `${target} is a link (to ${readlinkSync(target)}), whose name a restored city cannot take. Remove the link, or choose another folder with --to.`,
  })

const isFile = (target: string) =>
  new BackupError('RESTORE_TARGET_UNUSABLE', {
    ja: `${target} はフォルダーではなくファイルです。別の場所に移すか、--to で別のフォルダーを指定してください。`,
    en: `${target} is a file, not a folder. Move it away, or choose another folder with --to.`,
  })

const isMount = (target: string) =>
  new BackupError('RESTORE_TARGET_UNUSABLE', {
    ja: `${target} はディスクのマウント先なので、その名前では復元できません。ディスクを ${dirname(target)} にマウントするか、--to で別のフォルダーを指定してください。`,
    en: `A disk is mounted on ${target}, whose name a restored city cannot take. Mount it on ${dirname(target)} instead, or choose another folder with --to.`,
  })

function isTaken(target: string, held: readonly string[]): BackupError {
  if (held.includes('lock.db') && isInUse(target)) {
    return new BackupError('RESTORE_TARGET_IN_USE', {
      ja: `${target} では市が稼働しています。止めてから、そのフォルダーを別の場所に移してください。`,
      en: `A city is running on ${target}. Stop it, and move its folder away first.`,
    })
  }
  return new BackupError('RESTORE_TARGET_NOT_EMPTY', {
    ja: `${target} は空ではありません。上書きはしません。別の場所に移すか、--to で別のフォルダーを指定してください。`,
    en: `${target} is not empty. Move it away, or choose another folder with --to: nothing is overwritten.`,
  })
}

function isInUse(target: string): boolean {
  try {
    const lock = lockFolder(target)
    lock?.release()
    return lock === undefined
  } catch {
    return false
  }
}

/** Another restore is at work on the same target. */
export function isBeingRestored(target: string, draft: string): BackupError {
  const pid = findHolder(draft)
  const by = pid === undefined ? '' : ` (process ${pid})`
  return new BackupError('RESTORE_TARGET_IN_USE', {
    ja: `${target} には別の復元${by}が進行中です。終わるまで待ってください。`,
    en: `Another restore${by} is at work on ${target}. Wait until it has ended.`,
  })
}

/** Also of a folder that is mounted from the same disk, of which no number tells it (proc(5)). */
function isMountPoint(path: string): boolean {
  try {
    const real = realpathSync(path)
    const lines = readFileSync('/proc/self/mountinfo', 'utf8').split('\n')
    return lines.some((line) => unescape(line.split(' ')[4] ?? '') === real)
  } catch {
    // Not to be known here; the rename would say so at the end.
    return false
  }
}

const unescape = (text: string) =>
  text.replaceAll(/\\([0-7]{3})/g, (_, octal: string) => String.fromCodePoint(parseInt(octal, 8)))
