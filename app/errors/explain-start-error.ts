import { explainSqliteError } from './explain-sqlite-error.ts'

/** Errors whose own message already says what to do. */
const plainErrors = [
  'DataFolderError',
  'CityFolderError',
  'DataDamageError',
  'BridgeFileError',
  'MigrationError',
]

interface SystemError extends Error {
  code?: string
  port?: number
  address?: string
  hostname?: string
  path?: string
}

/** The settings that say which ports are opened, where they could be read. */
export type PortSettings = Readonly<Record<'HTTP_PORT' | 'MQTT_PORT' | 'MQTTS_PORT', number>>
/** And where the data is. */
type StartSettings = PortSettings & { readonly DATA_DIR?: string }

/** Japanese first, then English, each a line. */
type Explain = (error: SystemError, ports: PortSettings | undefined) => readonly [string, string]

const hosts = 'HTTP_HOST, MQTT_INSECURE_HOST, MQTTS_HOST'
const noAddress: Explain = ({ hostname }) => [
  `${hostname} というアドレスは見つかりません。このコンピューターのアドレスを ${hosts} に設定してください。`,
  `No address is known for ${hostname}. ${hosts} are addresses of this machine.`,
]

/** The setting that asked for a port; all of them where it is not known which. */
function portSetting(port: number | undefined, ports: PortSettings | undefined): string {
  const names = ['HTTP_PORT', 'MQTT_PORT', 'MQTTS_PORT'] as const
  return names.find((name) => ports?.[name] === port) ?? names.join(', ')
}

/** What to do about each error of the operating system that a start can meet. */
const explanations: Readonly<Record<string, Explain>> = {
  EADDRINUSE({ port, address }, ports) {
    const setting = portSetting(port, ports)
    return [
      `ポート ${port} は別のプログラムが使っています。それを止めるか、${setting} を別の番号にしてください。`,
      `port ${port} of ${address} is in use by another program. Stop it, or set ${setting} to another port.`,
    ]
  },
  EADDRNOTAVAIL: ({ address }) => [
    `このコンピューターにアドレス ${address} はありません。${hosts} を見直してください。`,
    `This machine has no address ${address}. Set ${hosts} to one it has.`,
  ],
  EACCES({ port, path }, ports) {
    if (port === undefined) {
      return [`${path} を読む権限がありません。`, `This user may not read ${path}.`]
    }
    const setting = portSetting(port, ports)
    return [
      `ポート ${port} を開く権限がありません。${setting} を1024以上にしてください。`,
      `This user may not open port ${port}: those below 1024 belong to the administrator. ` +
        `Set ${setting} to another one.`,
    ]
  },
  ENOTFOUND: noAddress,
  EAI_AGAIN: noAddress,
  ENOENT: ({ path }) => [`ファイル ${path} がありません。`, `There is no file ${path}.`],
}

/** Why the city could not start, in a line a language for the person at the terminal. */
export function explainStartError(error: unknown, settings?: StartSettings): string {
  if (!(error instanceof Error)) return String(error)
  if (plainErrors.includes(error.name)) return error.message
  const { code = '', message } = error as SystemError
  if (/^ERR_(OSSL|SSL|TLS)/.test(code)) {
    return (
      'TLS_CERT と TLS_KEY が、対になるPEM形式の証明書と鍵ではありません。\n' +
      `TLS_CERT and TLS_KEY are no certificate and key in PEM form that belong together (${message}).`
    )
  }
  const known = explanations[code]?.(error, settings)
  if (known) return known.join('\n')
  const trouble = explainSqliteError(error, settings?.DATA_DIR ?? 'DATA_DIR')
  return trouble ? `${trouble.ja}\n${trouble.en}` : message
}
