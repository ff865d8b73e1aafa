import type { CityMode } from '#store/backup/manifest.ts'
import { CommandError } from './command-error.ts'

/** What `parseArgs` gives, or its complaint as one of ours. */
export function readArguments<T>(parse: () => T): T {
  try {
    return parse()
  } catch (error) {
    const { message } = error as Error
    throw new CommandError({
      ja: `コマンドの書き方に誤りがあります（${message}）。`,
      en: `The command line is wrong: ${message}`,
    })
  }
}

/** A folder as somebody named it. Empty is what a script makes of a variable that is not set. */
export function readFolder(name: string, value: string): string {
  if (value.trim() !== '') return value
  throw new CommandError({
    ja: `${name} が空です。フォルダーを指定してください（スクリプトの変数が設定されているか確かめてください）。`,
    en: `${name} is empty: name a folder (is a variable of the script not set?).`,
  })
}

type Loaded = { config: { DATA_DIR: string } } | { errors: readonly string[] }

/** The setting DATA_DIR, of settings that a main has read. */
export function dataDirOf(loaded: Loaded): string {
  if (!('errors' in loaded)) return loaded.config.DATA_DIR
  throw wrongSettings(loaded.errors)
}

export function wrongSettings(errors: readonly string[]): CommandError {
  const list = errors.map((error) => `  ${error}`).join('\n')
  return new CommandError({
    ja: '設定に誤りがあります。次の設定を直してください。',
    en: `These settings are wrong:\n${list}`,
  })
}

/** Which of the two cities is meant; undefined for the one that runs. */
export function chosenMode({ live, demo }: { live: boolean; demo: boolean }): CityMode | undefined {
  if (live && demo) {
    throw new CommandError({
      ja: '--live と --demo はどちらか一つにしてください。',
      en: '--live and --demo exclude each other',
    })
  }
  return live ? 'live' : demo ? 'demo' : undefined
}
