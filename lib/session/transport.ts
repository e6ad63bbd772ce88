/** Chooses how the next connection is made: by WebSocket, or by server-sent events where WebSockets are blocked. */
import type { Clock } from '../base/clock.ts'
import { messageTypes } from '../protocol/messages.ts'
import type { ChannelAddress } from './channel.ts'
import { socketOver } from './channel-socket.ts'
import { type ChannelEvents, CountedChannel } from './counted-channel.ts'
import { EventStreamChannel, type OpenSharing } from './event-stream-channel.ts'
import { WebSocketChannel, type WebSocketClass } from './web-socket-channel.ts'

/** Attempts in a row whose WebSocket never brought the board: it did not open, or nothing came through it. */
const BLOCKED_AFTER = 2
/**
 * While on the fallback a WebSocket is tried, at first soon: sockets also fail to open because the server was away, and
 * then the fallback is the first to get through when it is back. Each next try takes twice as long, up to the last.
 */
const FIRST_RETURN_MS = 1_000
const LAST_RETURN_MS = 60_000
/** How long a WebSocket that was tried may take to bring an answer. */
const PROBE_MS = 5_000
const SETTLE_MS = 300
const ANSWERS = 2

export type TransportName = 'websocket' | 'sse'

export interface Transport {
  /** Stands for `WebSocket`: constructing it opens a connection of the kind that is due. */
  readonly Socket: typeof WebSocket
  /** How the present connection was made. */
  readonly name: TransportName
  /** The present connection carries the board; until then it is only an attempt. */
  joined(): void
  close(): void
}
export interface TransportOptions {
  readonly WebSocketImpl: WebSocketClass
  readonly events: ChannelEvents
  readonly clock: Clock
  /** A WebSocket got through while the fallback is in use: connect anew. */
  readonly onReturn: () => void
  /** Shares the stream of the fallback with other tabs; each has its own when left out. */
  readonly openSharing?: OpenSharing
}

export function createTransport({
  WebSocketImpl,
  events,
  clock,
  onReturn,
  openSharing = () => null,
}: TransportOptions): Transport {
  let name: TransportName = 'websocket'
  let unjoined = 0
  let returnMs = FIRST_RETURN_MS
  let isReturning = false
  let cancelReturn = (): void => {}
  let tryToReturn = (): void => {}

  /**
   * Tries a WebSocket beside the fallback, without asking for the board. That it opens says little: there are networks
   * that let it open and then carry nothing, or cut it with the first message. It has to bring an answer.
   */
  const probeFor = (address: ChannelAddress) => (): void => {
    cancelReturn()
    cancelReturn = clock.after(returnMs, () => {
      returnMs = Math.min(LAST_RETURN_MS, returnMs * 2)
      const probe = new WebSocketChannel(WebSocketImpl, address)
      let isOver = false
      let cancelAsk = (): void => {}
      const end = (): void => {
        isOver = true
        cancelAsk()
        cancelReturn()
        probe.close()
      }
      const fail = (): void => {
        if (isOver) return
        end()
        tryToReturn()
      }
      cancelReturn = clock.after(PROBE_MS, fail)
      const ask = (): void => {
        if (probe.isOpen) probe.send(Uint8Array.of(messageTypes.queryAwareness))
      }
      let answers = 0
      probe.listen({
        open: ask,
        error: () => {},
        close: fail,
        message(data) {
          if (isOver || new Uint8Array(data)[0] !== messageTypes.awareness) return
          answers += 1
          // What came first may have been on its way before the question: another one is asked when that has settled.
          if (answers === 1) cancelAsk = clock.after(SETTLE_MS, ask)
          if (answers < ANSWERS) return
          end()
          isReturning = true
          onReturn()
        },
      })
    })
  }

  const Socket = socketOver((address) => {
    cancelReturn()
    // A server that is down opens neither: the two take turns until one does.
    const isBlocked = unjoined >= BLOCKED_AFTER && (unjoined - BLOCKED_AFTER) % 2 === 0
    name = isBlocked && !isReturning ? 'sse' : 'websocket'
    // Where the fallback worked, one failed return is enough to know.
    if (isReturning) unjoined = BLOCKED_AFTER - 1
    isReturning = false
    unjoined += 1
    tryToReturn = probeFor(address)
    const line =
      name === 'sse' ? new EventStreamChannel(address, openSharing) : new WebSocketChannel(WebSocketImpl, address)
    return new CountedChannel(line, events, clock)
  })

  return {
    Socket,
    get name() {
      return name
    },
    joined() {
      // Where the fallback worked it is the first choice after a cut; a WebSocket clears the record.
      unjoined = name === 'sse' ? BLOCKED_AFTER : 0
      if (name === 'sse') tryToReturn()
      else returnMs = FIRST_RETURN_MS
    },
    close: () => cancelReturn(),
  }
}
