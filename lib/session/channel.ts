/** A line to the server as a session sees it, whatever carries the bytes: the port of which each transport is an adapter. */

export interface Channel {
  /** The subprotocol that both agreed on, or ''. */
  readonly protocol: string
  /** Nothing is sent over it before it is true, and after. */
  readonly isOpen: boolean
  /** Bytes that wait here for the line. */
  readonly waitingBytes: number
  /** Begins to tell what happens. Called once, in the turn in which it was made. */
  listen(listener: ChannelListener): void
  /** The caller may use the buffer again at once. */
  send(message: Uint8Array): void
  /** `listener.close` follows, in another turn. */
  close(): void
}

export interface ChannelListener {
  open(): void
  message(data: ArrayBuffer): void
  /** The line failed; `close` follows. */
  error(): void
  /** The end, once, with a code of RFC 6455. */
  close(code: number, reason: string): void
}

export interface ChannelAddress {
  /** `ws://host:3000/sync/room?birth=b` */
  readonly url: string
  /** Asked of the server, best first, and what carries the token. */
  readonly protocols: readonly string[]
}
/** Opens a channel; a line that cannot be had is one that closes. */
export type OpenChannel = (address: ChannelAddress) => Channel

/** The line went without a word of the server. */
export const ABNORMAL_CLOSE = 1006
