/** One peer's line as a connection sees it, whatever carries the bytes: the port of which each transport is an adapter. */

export interface Channel {
  /** The subprotocol that both agreed on, or ''. */
  readonly protocol: string
  /** Nothing is sent over it any more once it is false. */
  readonly isOpen: boolean
  /** Bytes that wait here for the reader. */
  readonly waitingBytes: number
  /** Bytes on their way that `waitingBytes` does not tell apart: falls with every piece of a long message that goes. */
  readonly queuedBytes: number
  /** Bytes that ever came, also those of a message that is still on its way; 0 where nothing tells. */
  readonly readBytes: number
  /** Begins to hand over what comes. Called once, before anything else. */
  listen(listener: ChannelListener): void
  send(message: Uint8Array): void
  ping(): void
  /** Reads nothing until `resume`: what comes waits on the line. */
  pause(): void
  resume(): void
  /** Says goodbye, and ends when the other side has heard it. */
  close(code: number, reason: string): void
  /** Ends it now. */
  terminate(): void
}

/** What a channel tells. A throw in one of these is the listener's own. */
export interface ChannelListener {
  message(data: Uint8Array, isBinary: boolean): void
  ping(): void
  pong(): void
  /** All that waited is on its way. */
  drain(): void
  /** The line broke its rules or failed; `close` follows. */
  error(error: Error & { readonly code?: string }): void
  close(): void
}
