/** How a browser, which can set no header on a WebSocket, sends a token outside of the address: as a second subprotocol. */
const PREFIX = 'inkroom.token.'
/** What a subprotocol may consist of (RFC 9110 5.6.2), of which our tokens use the first part. */
const SENDABLE = /^[\w.~-]+$/

/** The subprotocol that carries the token; null when it cannot, and the query has to. */
export const tokenProtocol = (token: string): string | null => (SENDABLE.test(token) ? PREFIX + token : null)

/** The token among the subprotocols that a client offers; null when there is none. */
export function tokenIn(protocols: Iterable<string>): string | null {
  for (const protocol of protocols) if (protocol.startsWith(PREFIX)) return protocol.slice(PREFIX.length) || null
  return null
}
