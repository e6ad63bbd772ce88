/** The certificate: read at the start, and again whenever its files have changed, so that a renewed one is used. */
import { readFileSync } from 'node:fs'
import { createSecureContext } from 'node:tls'
import type { Clock } from '../lib/base/clock.ts'
import { ConfigError } from './config.ts'
import type { Observe } from './observe/observe.ts'

export interface TlsPaths {
  readonly certPath: string
  readonly keyPath: string
}
export interface TlsFiles {
  readonly cert: Buffer
  readonly key: Buffer
}

export const TLS_CHECK_MS = 60_000

function readPem(name: string, path: string): Buffer {
  try {
    return readFileSync(path)
  } catch (cause) {
    throw new ConfigError([`${name} cannot be read; allowed: the path of a PEM file (${(cause as Error).message})`])
  }
}

export const readTlsFiles = ({ certPath, keyPath }: TlsPaths): TlsFiles => ({
  cert: readPem('TLS_CERT', certPath),
  key: readPem('TLS_KEY', keyPath),
})

/** Whom the bus has to be vouched for by, or null when the system's authorities are enough. */
export const readBusCa = (path: string | null): string | null =>
  path === null ? null : readPem('BUS_CA', path).toString()

/** By content, not by watching: tools that renew replace files, links and whole folders. */
export function watchTlsFiles(options: {
  readonly paths: TlsPaths
  readonly first: TlsFiles
  readonly use: (files: TlsFiles) => void
  readonly clock: Clock
  readonly observe: Observe
}): { check(): void; close(): void } {
  const { paths, use, clock, observe } = options
  let known = options.first
  function check(): void {
    try {
      const now = readTlsFiles(paths)
      if (now.cert.equals(known.cert) && now.key.equals(known.key)) return
      // Throws for a certificate whose key has not come yet: the old pair goes on until the new one is whole.
      createSecureContext({ cert: now.cert, key: now.key })
      use(now)
      known = now
      observe.log.info('certificate-renewed')
    } catch (error) {
      observe.log.warn('certificate-not-usable', { error: error as Error })
    }
  }
  return { check, close: clock.every(TLS_CHECK_MS, check) }
}
