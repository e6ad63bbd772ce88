/** Chooses how the next connection is made: by WebSocket, or by server-sent events where WebSockets are blocked. */
import type { Clock } from '../base/clock.ts'
import { countingSocket, type SocketEvents, type WebSocketClass } from './counting-socket.ts'
import { EventStreamSocket } from './event-stream-socket.ts'

/** Attempts in a row whose WebSocket never opened. */
const BLOCKED_AFTER = 2
/**
 * While on the fallback a WebSocket is tried, at first soon: sockets also fail to open because the server was away, and
 * then the fallback is the first to get through when it is back. Each next try takes twice as long, up to the last.
 */
const FIRST_RETURN_MS = 1_000
const LAST_RETURN_MS = 60_000

export type TransportName = 'websocket' | 'sse'

export interface Transport {
  /** Stands for `WebSocket`: constructing it opens a connection of the kind that is due. */
  readonly Socket: WebSocketClass
  /** How the present connection was made. */
  readonly name: TransportName
  close(): void
}
export interface TransportOptions {
  readonly WebSocketImpl: WebSocketClass
  readonly events: SocketEvents
  readonly clock: Clock
  /** A WebSocket got through while the fallback is in use: connect anew. */
  readonly onReturn: () => void
}

export function createTransport({ WebSocketImpl, events, clock, onReturn }: TransportOptions): Transport {
  let name: TransportName = 'websocket'
  let unopened = 0
  let cancelReturn = (): void => {}

  /** Tries a WebSocket beside the fallback, without joining: that it opens is all there is to know. */
  const tryToReturn = (url: string, protocols: string | string[] | undefined, inMs = FIRST_RETURN_MS): void => {
    cancelReturn()
    cancelReturn = clock.after(inMs, () => {
      const probe = new WebSocketImpl(url, protocols)
      probe.onopen = () => {
        probe.close()
        unopened = 0
        onReturn()
      }
      probe.onerror = () => tryToReturn(url, protocols, Math.min(LAST_RETURN_MS, inMs * 2))
    })
  }

  const CountingWebSocket = countingSocket(WebSocketImpl, events)
  const CountingStream = countingSocket(EventStreamSocket as unknown as WebSocketClass, events)
  const Socket = new Proxy(CountingWebSocket, {
    construct(_target, [url, protocols]: [string, string[]]) {
      cancelReturn()
      // A server that is down opens neither: the two take turns until one does.
      name = unopened >= BLOCKED_AFTER && (unopened - BLOCKED_AFTER) % 2 === 0 ? 'sse' : 'websocket'
      unopened += 1
      const socket = name === 'sse' ? new CountingStream(url, protocols) : new CountingWebSocket(url, protocols)
      const opened = name
      socket.addEventListener('open', () => {
        // Where the fallback worked it is the first choice after a cut; a WebSocket clears the record.
        unopened = opened === 'sse' ? BLOCKED_AFTER : 0
        if (opened === 'sse') tryToReturn(url, protocols)
      })
      return socket
    },
  })

  return {
    Socket,
    get name() {
      return name
    },
    close: () => cancelReturn(),
  }
}
