/**
 * Lets the tabs of a browser share one stream of the fallback: over HTTP/1.1 a browser opens six connections to a server,
 * and each stream would hold one for ever. One tab carries, the others ride; when it goes they choose another.
 */
import { byteAt } from '../base/at.ts'
import type { Clock } from '../base/clock.ts'
import type { RandomBytes } from '../base/ids.ts'
import type { ServerEvent } from './event-stream.ts'

/** What is used of a BroadcastChannel. */
export interface TabChannel {
  postMessage(message: unknown): void
  onmessage: ((event: MessageEvent) => void) | null
  close(): void
}

type Word =
  | { readonly name: 'who'; readonly bid: number }
  | { readonly name: 'bid'; readonly bid: number }
  | { readonly name: 'carrier'; readonly connection: string }
  | { readonly name: 'gone'; readonly connection: string }
  | { readonly name: 'event'; readonly to: string; readonly event: ServerEvent }

/** Time in which another tab answers; and in which the one with the better bid has its stream. */
const ANSWER_MS = 200
const BID_MS = 3_000

export interface StreamSharing {
  /** The connection of a tab that carries others; null when this one has to. */
  findCarrier(): Promise<string | null>
  /** From now on this tab answers those who look for one. */
  carry(connection: string): void
  /** Hands an event of a rider on. */
  forward(to: string, event: ServerEvent): void
  /** Events for riders, also for others than this one, and the end of a carrier. */
  onEvent: ((to: string, event: ServerEvent) => void) | null
  onGone: ((connection: string) => void) | null
  close(): void
}

/** The sharing with the other tabs that use this server; null where tabs cannot meet. */
export function openSharing(
  origin: string,
  openTabChannel: (name: string) => TabChannel | null,
  clock: Pick<Clock, 'after'>,
  random: RandomBytes,
): StreamSharing | null {
  const channel = openTabChannel(`inkroom-stream ${origin}`)
  const bytes = random(3)
  return channel && shareStreams(channel, clock, (byteAt(bytes, 0) << 16) | (byteAt(bytes, 1) << 8) | byteAt(bytes, 2))
}

function shareStreams(channel: TabChannel, clock: Pick<Clock, 'after'>, bid: number): StreamSharing {
  let carried: string | null = null
  let isBidding = false
  let isOutbid = false
  let answer: ((connection: string | null) => void) | null = null
  const say = (word: Word): void => channel.postMessage(word)
  const hearBid = (theirs: number): void => {
    if (isBidding && theirs < bid) isOutbid = true
  }
  const sharing: StreamSharing = {
    onEvent: null,
    onGone: null,
    async findCarrier() {
      isBidding = true
      say({ name: 'who', bid })
      const found = await new Promise<string | null>((resolve) => {
        answer = resolve
        clock.after(ANSWER_MS, () => {
          if (!isOutbid) resolve(null)
        })
        clock.after(BID_MS, () => resolve(null))
      })
      answer = null
      isBidding = found === null
      return found
    },
    carry(connection) {
      carried = connection
      isBidding = false
      say({ name: 'carrier', connection })
    },
    forward: (to, event) => say({ name: 'event', to, event }),
    close() {
      if (carried !== null) say({ name: 'gone', connection: carried })
      carried = null
      channel.onmessage = null
      channel.close()
    },
  }
  channel.onmessage = ({ data }) => {
    const word = data as Word
    if (word.name === 'who') {
      if (carried !== null) say({ name: 'carrier', connection: carried })
      else if (isBidding) {
        hearBid(word.bid)
        say({ name: 'bid', bid })
      }
    } else if (word.name === 'bid') hearBid(word.bid)
    else if (word.name === 'carrier') answer?.(word.connection)
    else if (word.name === 'gone') sharing.onGone?.(word.connection)
    else if (word.name === 'event') sharing.onEvent?.(word.to, word.event)
  }
  return sharing
}

/** Null where there is none, or the browser keeps it from a page whose storage is blocked. */
export function openTabChannel(name: string): BroadcastChannel | null {
  try {
    return new BroadcastChannel(name)
  } catch {
    return null
  }
}
