/** Keeps one connection alive: when to try, when to wait, when to stop, and when a silent socket is a dead one. */
import type { Clock } from '../base/clock.ts'
import type { RandomBytes } from '../base/ids.ts'
import { type ReadonlySignal, signal } from '../base/signal.ts'
import { closeCodes, closeReasons, WRONG_ORIGIN } from '../protocol/close.ts'
import { backoffMs } from './backoff.ts'
import type { Network } from './network.ts'
import type { Connection } from './session.ts'
import type { TransportName } from './transport.ts'

/** From the first byte of an attempt until the board is in step; only what arrives of the board extends it. */
const JOIN_DEADLINE_MS = 10_000
/** Of a board that comes in one message nothing is seen before its end: each attempt waits twice as long as the last. */
const LONGEST_JOIN_MS = 160_000
/** What the slowest line carries; the server has the same. */
const MIN_BYTES_PER_MS = 16
/** Until the first byte: a connection asked for while the line was dead is not waited for once the line is back. */
const OPEN_DEADLINE_MS = 4_000
/** Somebody who turns to the page after this long has been away; who works on is not a reason to try again each time. */
const AWAY_MS = 5_000
const CHECK_PERIOD_MS = 1_000
/** A live socket that says nothing for this long is asked for a sign of life. */
const SILENCE_MS = 10_000
/** Sooner when changes of mine wait for their acknowledgement. */
const SILENCE_UNSAVED_MS = 3_000
const ANSWER_MS = 5_000
/** Sooner still while somebody moves in the page: all that is said is answered at once, and a still cursor is seen. */
const SILENCE_ACTIVE_MS = 1_500
const ANSWER_ACTIVE_MS = 2_500
/** ... but not sooner than so many times what the line took lately. */
const SLOW_LINE_FACTOR = 4
/** An answer of long ago says less about the line than one of now. */
const FORGETTING = 0.8
/** When the browser itself believes that the network is gone. */
const OFFLINE_ANSWER_MS = 1_500

export interface ConnectionParts {
  /** Opens a socket; a no-op while there is one. */
  readonly open: () => void
  /** Lets go of the socket at once, without waiting for a closing handshake that a dead line never answers. */
  readonly drop: () => void
  /** Sends something that the server answers. */
  readonly probe: () => void
  readonly hasUnsaved: () => boolean
  /** Bytes that have not yet left: while they get fewer, the line lives. */
  readonly waitingBytes?: () => number
  /** Something else fills the line, so that answers may be late. */
  readonly isLineBusy?: () => boolean
  /** How the present connection was made. */
  readonly transport: () => TransportName
  readonly clock: Clock
  readonly random: RandomBytes
  readonly network: Network
}

export interface ConnectionKeeper {
  readonly connection: ReadonlySignal<Connection>
  start(): void
  /** The board is in step with the server. */
  joined(): void
  /** Anything arrived; so many bytes of it are the board's. */
  heard(boardBytes?: number): void
  /** Something left that the server answers. */
  spoke(): void
  closed(code: number, reason?: string): void
  reconnectNow(): void
  /** Starts over on a new socket, so that the whole document is offered again. */
  reoffer(): void
  close(): void
}

const isDeletion = (code: number, reason: string | undefined): boolean =>
  code === closeCodes.gone && (reason === closeReasons.roomDeleted || reason === closeReasons.otherBirth)
const isStop = (code: number): boolean => code >= 4400 && code <= 4499

export const createConnectionKeeper = (parts: ConnectionParts): ConnectionKeeper => new Keeper(parts)

class Keeper implements ConnectionKeeper {
  readonly connection = signal<Connection>({ name: 'connecting' })
  readonly #parts: ConnectionParts
  readonly #clock: Clock
  #failures = 0
  #isStarted = false
  #isFull = false
  #heardAt = 0
  /** When the first word left that nothing has come after; null when all is answered. */
  #askedAt: number | null = null
  #slowestAnswerMs = 0
  #waitingBytes = 0
  #attemptAt = 0
  #joinMs = JOIN_DEADLINE_MS
  #boardBytes = 0
  #attentionAt: number
  #cancelRetry = (): void => {}
  #cancelJoin = (): void => {}
  #cancelOpen = (): void => {}
  #cancelAnswer: (() => void) | null = null
  readonly #stops: readonly (() => void)[]

  constructor(parts: ConnectionParts) {
    const { clock, network } = parts
    this.#parts = parts
    this.#clock = clock
    this.#attentionAt = clock.now()
    this.#stops = [
      clock.every(CHECK_PERIOD_MS, () => this.#check()),
      network.onChange(() => this.#networkChanged()),
      network.onAttention(() => this.#attended()),
    ]
  }

  start(): void {
    this.#isStarted = true
    this.#attempt()
  }

  joined(): void {
    this.#calmDown()
    this.#failures = 0
    this.#joinMs = JOIN_DEADLINE_MS
    this.#isFull = false
    this.#heardAt = this.#clock.now()
    this.connection.value = { name: 'live', transport: this.#parts.transport() }
  }

  heard(boardBytes = 0): void {
    this.#cancelOpen()
    this.#boardBytes += boardBytes
    if (this.#askedAt !== null) {
      const answerMs = this.#clock.now() - this.#askedAt
      this.#slowestAnswerMs = Math.max(answerMs, this.#slowestAnswerMs * FORGETTING)
    }
    this.#isAlive()
  }

  spoke(): void {
    this.#askedAt ??= this.#clock.now()
  }

  closed(code: number, reason?: string): void {
    this.#isFull = reason === closeReasons.roomFull
    if (!isStop(code)) {
      this.#wait()
      return
    }
    this.#calmDown()
    this.connection.value = {
      name: 'refused',
      code,
      ...(isDeletion(code, reason) ? { isDeleted: true } : {}),
      ...(reason === WRONG_ORIGIN || reason === closeReasons.removed ? { reason } : {}),
    }
  }

  reconnectNow(): void {
    if (!this.#isStarted || this.#isLive()) return
    this.#failures = 0
    this.#parts.drop()
    this.#attempt()
    if (this.connection.value.name !== 'connecting') this.#publishAway(this.#clock.now())
  }

  reoffer(): void {
    if (this.connection.value.name !== 'refused') this.#giveUp()
  }

  close(): void {
    this.#isStarted = false
    this.#calmDown()
    for (const stop of this.#stops) stop()
  }

  #isLive(): boolean {
    return this.connection.value.name === 'live'
  }

  #calmDown(): void {
    this.#cancelRetry()
    this.#cancelJoin()
    this.#cancelOpen()
    this.#cancelAnswer?.()
    this.#cancelAnswer = null
  }

  #publishAway(retryAt: number): void {
    const { isOnline } = this.#parts.network
    if (isOnline) this.connection.value = { name: 'reconnecting', retryAt, ...(this.#isFull ? { isFull: true } : {}) }
    else if (this.connection.value.name !== 'offline') this.connection.value = { name: 'offline' }
  }

  #attempt(): void {
    this.#calmDown()
    this.#attemptAt = this.#clock.now()
    this.#boardBytes = 0
    this.#askedAt = null
    this.#cancelJoin = this.#clock.after(this.#joinMs, () => this.#missJoin())
    this.#cancelOpen = this.#clock.after(OPEN_DEADLINE_MS, () => this.#giveUp())
    if (this.#failures > 0) this.#publishAway(this.#clock.now())
    this.#parts.open()
  }

  #missJoin(): void {
    const leftMs = this.#attemptAt + this.#joinMs + this.#boardBytes / MIN_BYTES_PER_MS - this.#clock.now()
    if (leftMs <= 0) {
      this.#joinMs = Math.min(LONGEST_JOIN_MS, this.#joinMs * 2)
      this.#giveUp()
    } else this.#cancelJoin = this.#clock.after(leftMs, () => this.#missJoin())
  }

  #wait(): void {
    this.#calmDown()
    const { network, random } = this.#parts
    const delayMs = backoffMs({ attempt: this.#failures, isWatched: network.isWatched, random })
    this.#failures += 1
    this.#publishAway(this.#clock.now() + delayMs)
    this.#cancelRetry = this.#clock.after(delayMs, () => this.#attempt())
  }

  #giveUp(): void {
    this.#parts.drop()
    this.#wait()
  }

  #askForLife(answerMs: number): void {
    this.#cancelAnswer?.()
    this.#cancelAnswer = this.#clock.after(answerMs, () => this.#giveUp())
    this.#parts.probe()
  }

  #isAlive(): void {
    this.#heardAt = this.#clock.now()
    this.#askedAt = null
    this.#cancelAnswer?.()
    this.#cancelAnswer = null
  }

  /** How long to wait for a word, and then for an answer. */
  #patience(): readonly [silenceMs: number, answerMs: number] {
    const { network, isLineBusy, hasUnsaved } = this.#parts
    if (network.isWatched && this.#askedAt !== null && !isLineBusy?.()) {
      const slowMs = this.#slowestAnswerMs * SLOW_LINE_FACTOR
      return [Math.max(SILENCE_ACTIVE_MS, slowMs), Math.max(ANSWER_ACTIVE_MS, slowMs)]
    }
    return [hasUnsaved() ? SILENCE_UNSAVED_MS : SILENCE_MS, ANSWER_MS]
  }

  #check(): void {
    const before = this.#waitingBytes
    this.#waitingBytes = this.#parts.waitingBytes?.() ?? 0
    if (!this.#isLive()) return
    if (this.#waitingBytes < before) {
      this.#isAlive()
      return
    }
    const [silenceMs, answerMs] = this.#patience()
    const now = this.#clock.now()
    const mute = Math.min(now - this.#heardAt, now - (this.#askedAt ?? this.#heardAt))
    if (this.#cancelAnswer === null && mute >= silenceMs) this.#askForLife(answerMs)
  }

  #networkChanged(): void {
    const { isOnline } = this.#parts.network
    if (!this.#isStarted || this.connection.value.name === 'refused') return
    if (this.#isLive()) this.#askForLife(isOnline ? ANSWER_MS : OFFLINE_ANSWER_MS)
    else if (isOnline) this.reconnectNow()
    else this.#publishAway(this.#clock.now())
  }

  #attended(): void {
    const awayMs = this.#clock.now() - this.#attentionAt
    this.#attentionAt = this.#clock.now()
    if (awayMs >= AWAY_MS && this.connection.value.name === 'reconnecting') this.reconnectNow()
  }
}
