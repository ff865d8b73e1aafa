import { parseArgs } from 'node:util'
import type { AdminRequest } from '#app/admin/devices/protocol.ts'
import { readSet } from './read-set.ts'
import { describeDevice } from './describe-device.ts'
import { describing, flags, required, textOf, type Values } from './values.ts'
import type { Mode } from '../terminal/find-running.ts'
import { saidAlike, UsageError } from '../terminal/usage-error.ts'

export interface DeviceOptions {
  request: AdminRequest
  /** Undefined: the one that runs. */
  mode: Mode | undefined
  /** Overrides DATA_DIR. */
  data: string | undefined
  json: boolean
}

export const usage = `機器の登録と鍵の管理（市の稼働中も使えます）
Devices and their secrets, also while the city runs.

  npm run device -- add --id ID --kind KIND --name 名前 [--name-en NAME]
                        [--lat LAT --lon LON] [--role desk] [--normally-flat]
                        [--source SOURCE --address DEVEUI --profile PROFILE
                         [--mounting-height M [--datum TP --zero-height M --water-body 川]]]
  npm run device -- rotate ID     鍵を交換  a new secret; the old one ends at once
  npm run device -- revoke ID     鍵を停止  ends the secret and the live connection
  npm run device -- retire ID --why 理由
                                  廃止      out of use for good; its data stay, its id is not given again
  npm run device -- set ID 列=値 … [--why 理由]
                                  変更      changes it by the columns of docs/devices.md:
                                            set gauge-1 danger=3.2 備考=橋の下 camera_url=-
  npm run device -- list          一覧      all devices
  npm run device -- show ID       詳細      one device
  npm run device -- try FILE      試す      what would be stored of sample uplinks; writes nothing
                        [--profile PROFILE [--mounting-height M] | --device ID] [--source SOURCE]
  npm run device -- try --listen  届く通知  the last messages of the running city, then each one
                        [--device ID] [--source SOURCE] [--address DEVEUI]

  --live, --demo   the city of "npm run serve" or of "npm start"; default: the one that runs
  --data DIR       data folder, instead of the setting DATA_DIR
  --json           answers as JSON, for programs
  --help           this text

A device of a LoRaWAN server or another broker has a source (see BRIDGE_FILE), its address there
and a profile, which puts the vendor's fields into ours (docs/profiles.md). A distance or a depth
becomes a level by --mounting-height, the sensor's metres above the zero of the levels.
A gauge with --normally-flat stands still for days, as behind a gate: nothing is said of that.

鍵は一度だけ表示し、どこにも保存しません。
A secret is printed once and stored nowhere. An id is 3 to 32 of a-z, 0-9 and "-".`

const commandsById: readonly string[] = ['rotate', 'revoke', 'retire', 'show', 'set']

function readRequest(words: readonly string[], values: Values): AdminRequest {
  const [command, ...rest] = words
  if (!command)
    throw new UsageError({
      ja: '何をしますか。add、set、rotate、revoke、retire、list、show、try のどれかを指定してください。',
      en: 'what to do? add, set, rotate, revoke, retire, list, show or try',
    })
  const id = textOf(values, 'id') ?? rest.shift()
  const columns = command === 'set' ? rest.splice(0) : []
  if (rest.length > 0) throw new UsageError(saidAlike.extraWords(rest))
  if (command === 'add') return { command, device: describeDevice({ ...values, id }) }
  const stray = describing.find((name) => values[name] !== undefined)
  if (stray)
    throw new UsageError({
      ja: `--${stray} は add だけで使えます。`,
      en: `--${stray} is for "add" only`,
    })
  if (command === 'list') return { command }
  return readById(command, id, { values, columns })
}

/** A command about one device. */
function readById(
  command: string,
  id: string | undefined,
  { values, columns }: { values: Values; columns: readonly string[] },
): AdminRequest {
  if (!commandsById.includes(command)) {
    throw new UsageError({
      ja: `「${command}」というコマンドはありません（add、set、rotate、revoke、retire、list、show、try）。`,
      en: `"${command}" is none of add, set, rotate, revoke, retire, list, show, try`,
    })
  }
  if (!id)
    throw new UsageError({
      ja: `${command} する機器のIDを指定してください。`,
      en: `${command} which device? Give its id`,
    })
  if (command === 'set') return readSet(id, columns, textOf(values, 'why') ?? null)
  if (command === 'retire') return { command, id, why: required(values, 'why') }
  return { command: command as 'rotate' | 'revoke' | 'show', id }
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options: flags, allowPositionals: true, strict: true })
  } catch (error) {
    throw new UsageError((error as Error).message)
  }
}

/** Reads the command line; throws `UsageError` with a sentence for people. */
export function parseOptions(args: string[]): DeviceOptions {
  const { values, positionals } = parse(args)
  if (values.live && values.demo) throw new UsageError(saidAlike.bothModes)
  return {
    request: readRequest(positionals, values),
    mode: values.live ? 'live' : values.demo ? 'demo' : undefined,
    data: values.data,
    json: values.json === true,
  }
}
