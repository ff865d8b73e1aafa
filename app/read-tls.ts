import { readFileSync } from 'node:fs'
import type { Config } from '#config'

/** The listener of MQTT over TLS; nothing where no certificate is set. */
export function readTls({ TLS_CERT, TLS_KEY, MQTTS_HOST, MQTTS_PORT }: Config) {
  if (TLS_CERT === undefined || TLS_KEY === undefined) return {}
  const [cert, key] = [readFileSync(TLS_CERT, 'utf8'), readFileSync(TLS_KEY, 'utf8')]
  return { tls: { host: MQTTS_HOST, port: MQTTS_PORT, cert, key } }
}
