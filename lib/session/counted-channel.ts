/**
 * A channel that tells which sync messages leave by it, so that acknowledgements can be compared with them. What is large
 * leaves in pieces, as fast as the line takes them: none is above anybody's limit, and what is short goes in between.
 */
import { at } from '../base/at.ts'
import type { Clock } from '../base/clock.ts'
import { encodeStep2, encodeUpdate } from '../protocol/codec.ts'
import { messageTypes, syncSteps } from '../protocol/messages.ts'
import { cutUpdate, PIECE_BYTES } from '../updates/cut.ts'
import { parseUpdate } from '../updates/header.ts'
import { updateLimits } from '../updates/limits.ts'
import type { Channel, ChannelListener } from './channel.ts'

type Step = 'step2' | 'update'
export type SyncPart = Step | 'piece'

interface Part {
  readonly message: Uint8Array
  readonly isLast: boolean
}

export interface ChannelEvents {
  onOpening(channel: Channel): void
  /** What leaves instead of a message that was handed over; null: nothing. */
  leaving?(message: Uint8Array): Uint8Array | null
  /** A sync message with content was handed over, of so many bytes; gives what it vouches for. */
  onQueued(bytes: number): number
  /** One message left; `piece`: more of the same follow. */
  onSync(part: SyncPart, sent: { readonly made: number; readonly bytes: number }): void
  /** Anything left that the server answers. */
  onSpoken(): void
  /** So many bytes of the board arrived, or something else (0). */
  onMessage(syncBytes: number): void
  onClosed(channel: Channel): void
}

/** No more than this lies in the line, where it would hold up all that comes after it. */
const MAX_AHEAD_BYTES = 512 * 1024
/** How often a full line is looked at; each message that arrives looks too, as timers of hidden pages stand still. */
const LOOK_AGAIN_MS = 30
/** Type, step and a length of up to five bytes. */
const MAX_HEAD_BYTES = 7
const LENGTH_GOES_ON = 128

/** A channel that reports to `events` what goes over another; types and steps are below 128, so each is one byte. */
export class CountedChannel implements Channel {
  readonly #inner: Channel
  readonly #events: ChannelEvents
  readonly #clock: Pick<Clock, 'after'>
  readonly #queue: { readonly made: number; readonly step: Step; readonly parts: Iterator<Part> }[] = []
  #cancelLook: (() => void) | null = null

  constructor(inner: Channel, events: ChannelEvents, clock: Pick<Clock, 'after'>) {
    this.#inner = inner
    this.#events = events
    this.#clock = clock
    events.onOpening(this)
  }

  get protocol(): string {
    return this.#inner.protocol
  }
  get isOpen(): boolean {
    return this.#inner.isOpen
  }
  get waitingBytes(): number {
    return this.#inner.waitingBytes
  }

  listen(listener: ChannelListener): void {
    this.#inner.listen({
      open: () => listener.open(),
      message: (data) => {
        this.#events.onMessage(syncBytesOf(data))
        this.#pump()
        listener.message(data)
      },
      error: () => listener.error(),
      close: (code, reason) => {
        this.#queue.length = 0
        this.#cancelLook?.()
        this.#events.onClosed(this)
        listener.close(code, reason)
      },
    })
  }

  send(said: Uint8Array): void {
    const message = this.#events.leaving ? this.#events.leaving(said) : said
    if (message === null) return
    this.#events.onSpoken()
    const step = contentStepOf(message)
    if (step === null) {
      this.#inner.send(message)
      return
    }
    this.#queue.push({ made: this.#events.onQueued(message.length), step, parts: partsOf(message, step) })
    if (this.#queue.length === 1) this.#pump()
  }

  close(): void {
    this.#inner.close()
  }

  #pump(): void {
    this.#cancelLook?.()
    this.#cancelLook = null
    let sent = 0
    while (this.#queue.length > 0 && this.isOpen) {
      // Also bounds the work of one turn: cutting costs time.
      if (Math.max(this.waitingBytes, sent) >= MAX_AHEAD_BYTES) {
        this.#cancelLook = this.#clock.after(LOOK_AGAIN_MS, () => this.#pump())
        return
      }
      const { made, step, parts } = at(this.#queue, 0)
      const { done, value } = parts.next()
      if (done) {
        this.#queue.shift()
        continue
      }
      const { message, isLast } = value
      sent += message.length
      this.#events.onSync(isLast ? step : 'piece', { made, bytes: message.length })
      this.#inner.send(message)
    }
  }
}

/** The step of a sync message with content; null for anything else. */
function contentStepOf(message: Uint8Array): Step | null {
  if (message[0] !== messageTypes.sync) return null
  if (message[1] === syncSteps.step2) return 'step2'
  return message[1] === syncSteps.update ? 'update' : null
}

/** All of an offer but its end travels as updates: a step 2 says that it was all. */
function* partsOf(message: Uint8Array, step: Step): Generator<Part, void> {
  const whole = message.length <= PIECE_BYTES ? null : parseUpdate(bodyOf(message), updateLimits, null)
  if (!whole?.ok) {
    yield { message, isLast: true }
    return
  }
  let last: Uint8Array | null = null
  for (const piece of cutUpdate(whole.value)) {
    if (last) yield { message: encodeUpdate(last), isLast: false }
    last = piece
  }
  if (last) yield { message: step === 'step2' ? encodeStep2(last) : encodeUpdate(last), isLast: true }
}

/** The update of a sync message, after type, step and length. */
function bodyOf(message: Uint8Array): Uint8Array {
  let place = 2
  while (place < MAX_HEAD_BYTES && (message[place] ?? 0) >= LENGTH_GOES_ON) place += 1
  return message.subarray(place + 1)
}

function syncBytesOf(data: ArrayBuffer): number {
  return new Uint8Array(data, 0, Math.min(1, data.byteLength))[0] === messageTypes.sync ? data.byteLength : 0
}
