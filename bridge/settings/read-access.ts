import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto'
import type { FarTarget } from '../far/session.ts'
import type { Place } from './place.ts'

/** Reads a file beside the bridge file; throws in words. */
export type ReadText = (path: string) => string

type Access = Pick<FarTarget, 'username' | 'password' | 'ca' | 'cert' | 'key'>

/** Secrets stand in files of their own, never in the bridge file, and never in a message. */
export function readAccess(place: Place, readText: ReadText): Access {
  const read = (name: string) => {
    const path = place.text(name)
    if (path === undefined) return undefined
    try {
      return readText(path)
    } catch (error) {
      place.complain(name, error instanceof Error ? error.message : String(error))
      return undefined
    }
  }
  const username = place.text('username')
  // What a text editor adds at either end is no part of it.
  const password = read('password_file')?.trim()
  if (password === '') place.complain('password_file', 'the file is empty')
  if (place.has('password_file') && !place.has('username')) {
    place.complain('username', 'missing; password_file is set, and MQTT needs both')
  }
  if (place.has('cert_file') !== place.has('key_file')) {
    const missing = place.has('cert_file') ? 'key_file' : 'cert_file'
    place.complain(missing, 'missing; a client certificate needs cert_file and key_file')
  }
  const [ca, cert, key] = [read('ca_file'), read('cert_file'), read('key_file')]
  complainOfPems(place, { ca, cert, key })
  return { username, password, ca, cert, key }
}

/** The library throws on them when it connects, in words of OpenSSL; here the file has a name. */
function complainOfPems(place: Place, { ca, cert, key }: Pick<Access, 'ca' | 'cert' | 'key'>) {
  readCertificate(place, 'ca_file', ca)
  const certificate = readCertificate(place, 'cert_file', cert)
  const privateKey = readKey(place, key)
  if (certificate && privateKey && !certificate.checkPrivateKey(privateKey)) {
    place.complain('key_file', 'is not the key of cert_file')
  }
}

function readCertificate(place: Place, name: string, pem: string | undefined) {
  if (pem === undefined) return undefined
  try {
    return new X509Certificate(pem)
  } catch {
    place.complain(name, 'no certificate in PEM form (-----BEGIN CERTIFICATE-----)')
    return undefined
  }
}

function readKey(place: Place, pem: string | undefined): KeyObject | undefined {
  if (pem === undefined) return undefined
  try {
    return createPrivateKey(pem)
  } catch {
    // PKCS #8 and the older form both say so in their head.
    const isLocked = /\bENCRYPTED\b/.test(pem)
    const words = isLocked
      ? 'is locked by a passphrase; a key without one is needed'
      : 'no private key in PEM form'
    place.complain('key_file', words)
    return undefined
  }
}
