/** Who asks, and from where: address, own origin and the other side's origin, with or without a trusted proxy before us. */
import type { IncomingMessage } from 'node:http'
import type { TLSSocket } from 'node:tls'
import { parseAddress } from './network-address.ts'

export interface CallerOptions {
  readonly trustProxy: boolean
  readonly publicUrl: string | null
  readonly allowedOrigins: readonly string[] | '*'
}

/** The last entry is the one that our own proxy wrote; all before it are what the client claims. */
const lastOf = (header: string | string[] | undefined): string | undefined =>
  (Array.isArray(header) ? header.join(',') : header)?.split(',').at(-1)?.trim() || undefined

/** A name or an address, perhaps a port; anything else could move the line between host and path. */
const HOST = /^(?:[\w.-]+|\[[\da-f:.]+\])(?::\d{1,5})?$/i

/** Requests of our own processes, and for whom they ask. */
const spokenFor = new WeakMap<IncomingMessage, string>()

export const speakFor = (message: IncomingMessage, address: string): void => void spokenFor.set(message, address)

/** As the limits count it; what a proxy could not tell counts as the proxy's own address. */
export function addressOf(message: IncomingMessage, { trustProxy }: Pick<CallerOptions, 'trustProxy'>): string {
  const asked = spokenFor.get(message)
  if (asked !== undefined) return asked
  const forwarded = trustProxy ? lastOf(message.headers['x-forwarded-for']) : undefined
  const { remoteAddress } = message.socket
  return (forwarded && parseAddress(forwarded)) || (remoteAddress && parseAddress(remoteAddress)) || 'unknown'
}

/** `http://host` as the client sees this server; null when what names the host is no host. */
export function ownOrigin(message: IncomingMessage, { trustProxy }: Pick<CallerOptions, 'trustProxy'>): string | null {
  const { headers, socket } = message
  const own = (socket as TLSSocket).encrypted ? 'https' : 'http'
  const scheme = (trustProxy && lastOf(headers['x-forwarded-proto'])) || own
  const host = (trustProxy && lastOf(headers['x-forwarded-host'])) || headers.host || 'localhost'
  const origin = `${scheme === 'https' ? 'https' : 'http'}://${host}`
  return HOST.test(host) && URL.canParse(origin) ? origin : null
}

/**
 * AC5: whether a browser that shows a page of `Origin` may talk to us. No Origin header means no browser.
 * The scheme of the same host is not compared: a proxy that ends TLS before us need not tell.
 */
export function isOriginAllowed(message: IncomingMessage, options: CallerOptions): boolean {
  const { origin } = message.headers
  const { allowedOrigins, publicUrl } = options
  if (origin === undefined || allowedOrigins === '*' || allowedOrigins.includes(origin)) return true
  if (!URL.canParse(origin)) return false
  const { host } = new URL(origin)
  if (publicUrl !== null && new URL(publicUrl).origin === origin) return true
  const own = ownOrigin(message, options)
  return own !== null && new URL(own).host === host
}

/** The token of a request: a header, or the query for links and images that cannot send one. */
export function tokenOf(message: IncomingMessage, url: URL): string | null {
  const bearer = /^Bearer +(\S+)$/i.exec(message.headers.authorization ?? '')
  return bearer?.[1] ?? (url.searchParams.get('token') || null)
}
