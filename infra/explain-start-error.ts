/** Errors whose own message already says what to do. */
const plainErrors = ['DataFolderError', 'CityFolderError', 'DataDamageError', 'BridgeFileError']

interface SystemError extends Error {
  code?: string
  port?: number
  address?: string
  hostname?: string
  path?: string
}

type Explain = (error: SystemError) => string

const placeOf = ({ port, address }: SystemError) => `port ${port}${address ? ` of ${address}` : ''}`
const hosts = 'HTTP_HOST, MQTT_INSECURE_HOST and MQTTS_HOST'
const noAddress: Explain = ({ hostname }) =>
  `No address is known for ${hostname}. ${hosts} are addresses of this machine.`

/** What to do about each error of the operating system that a start can meet. */
const explanations: Readonly<Record<string, Explain>> = {
  EADDRINUSE: (error) =>
    `${placeOf(error)} is in use by another program. ` +
    'Stop it, or set HTTP_PORT, MQTT_PORT or MQTTS_PORT to another port.',
  EADDRNOTAVAIL: ({ address }) =>
    `This machine has no address ${address}. Set HTTP_HOST, MQTT_INSECURE_HOST or MQTTS_HOST to one it has.`,
  EACCES: (error) =>
    error.port === undefined
      ? `This user may not read ${error.path}.`
      : `This user may not open ${placeOf(error)}. ` +
        'Ports below 1024 belong to the administrator; set another one.',
  ENOTFOUND: noAddress,
  EAI_AGAIN: noAddress,
  ENOENT: ({ path }) => `There is no file ${path}.`,
}

/** Why the city could not start, in one sentence for the person at the terminal. */
export function explainStartError(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (plainErrors.includes(error.name)) return error.message
  const { code = '', message } = error as SystemError
  if (/^ERR_(OSSL|SSL|TLS)/.test(code)) {
    return `TLS_CERT and TLS_KEY are no certificate and key in PEM form that belong together (${message}).`
  }
  return explanations[code]?.(error) ?? message
}
