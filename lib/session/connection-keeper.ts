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

export function createConnectionKeeper(parts: ConnectionParts): ConnectionKeeper {
  const { clock, network } = parts
  const connection = signal<Connection>({ name: 'connecting' })
  let failures = 0
  let isStarted = false
  let isFull = false
  let heardAt = 0
  /** When the first word left that nothing has come after; null when all is answered. */
  let askedAt: number | null = null
  let slowestAnswerMs = 0
  let waitingBytes = 0
  let attemptAt = 0
  let joinMs = JOIN_DEADLINE_MS
  let boardBytes = 0
  let attentionAt = clock.now()
  let cancelRetry = (): void => {}
  let cancelJoin = (): void => {}
  let cancelOpen = (): void => {}
  let cancelAnswer: (() => void) | null = null

  const isLive = (): boolean => connection.value.name === 'live'
  const calmDown = (): void => {
    cancelRetry()
    cancelJoin()
    cancelOpen()
    cancelAnswer?.()
    cancelAnswer = null
  }
  const publishAway = (retryAt: number): void => {
    if (network.isOnline) connection.value = { name: 'reconnecting', retryAt, ...(isFull ? { isFull } : {}) }
    else if (connection.value.name !== 'offline') connection.value = { name: 'offline' }
  }
  const missJoin = (): void => {
    const leftMs = attemptAt + joinMs + boardBytes / MIN_BYTES_PER_MS - clock.now()
    if (leftMs <= 0) {
      joinMs = Math.min(LONGEST_JOIN_MS, joinMs * 2)
      giveUp()
    } else cancelJoin = clock.after(leftMs, missJoin)
  }
  const attempt = (): void => {
    calmDown()
    attemptAt = clock.now()
    boardBytes = 0
    askedAt = null
    cancelJoin = clock.after(joinMs, missJoin)
    cancelOpen = clock.after(OPEN_DEADLINE_MS, giveUp)
    if (failures > 0) publishAway(clock.now())
    parts.open()
  }
  const wait = (): void => {
    calmDown()
    const delayMs = backoffMs({ attempt: failures, isWatched: network.isWatched, random: parts.random })
    failures += 1
    publishAway(clock.now() + delayMs)
    cancelRetry = clock.after(delayMs, attempt)
  }
  const giveUp = (): void => {
    parts.drop()
    wait()
  }
  const askForLife = (answerMs: number): void => {
    cancelAnswer?.()
    cancelAnswer = clock.after(answerMs, giveUp)
    parts.probe()
  }
  const reconnectNow = (): void => {
    if (!isStarted || isLive()) return
    failures = 0
    parts.drop()
    attempt()
    if (connection.value.name !== 'connecting') publishAway(clock.now())
  }

  const isAlive = (): void => {
    heardAt = clock.now()
    askedAt = null
    cancelAnswer?.()
    cancelAnswer = null
  }
  /** How long to wait for a word, and then for an answer. */
  const patience = (): readonly [silenceMs: number, answerMs: number] => {
    if (network.isWatched && askedAt !== null && !parts.isLineBusy?.()) {
      const slowMs = slowestAnswerMs * SLOW_LINE_FACTOR
      return [Math.max(SILENCE_ACTIVE_MS, slowMs), Math.max(ANSWER_ACTIVE_MS, slowMs)]
    }
    return [parts.hasUnsaved() ? SILENCE_UNSAVED_MS : SILENCE_MS, ANSWER_MS]
  }
  const stopChecking = clock.every(CHECK_PERIOD_MS, () => {
    const before = waitingBytes
    waitingBytes = parts.waitingBytes?.() ?? 0
    if (!isLive()) return
    if (waitingBytes < before) return isAlive()
    const [silenceMs, answerMs] = patience()
    const now = clock.now()
    const mute = Math.min(now - heardAt, now - (askedAt ?? heardAt))
    if (cancelAnswer === null && mute >= silenceMs) askForLife(answerMs)
  })
  const stopWatching = network.onChange(() => {
    if (!isStarted || connection.value.name === 'refused') return
    if (isLive()) askForLife(network.isOnline ? ANSWER_MS : OFFLINE_ANSWER_MS)
    else if (network.isOnline) reconnectNow()
    else publishAway(clock.now())
  })
  const stopAttending = network.onAttention(() => {
    const awayMs = clock.now() - attentionAt
    attentionAt = clock.now()
    if (awayMs >= AWAY_MS && connection.value.name === 'reconnecting') reconnectNow()
  })

  return {
    connection,
    start() {
      isStarted = true
      attempt()
    },
    joined() {
      calmDown()
      failures = 0
      joinMs = JOIN_DEADLINE_MS
      isFull = false
      heardAt = clock.now()
      connection.value = { name: 'live', transport: parts.transport() }
    },
    heard(bytes = 0) {
      cancelOpen()
      boardBytes += bytes
      if (askedAt !== null) slowestAnswerMs = Math.max(clock.now() - askedAt, slowestAnswerMs * FORGETTING)
      isAlive()
    },
    spoke() {
      askedAt ??= clock.now()
    },
    closed(code, reason) {
      isFull = reason === closeReasons.roomFull
      if (!isStop(code)) return wait()
      calmDown()
      connection.value = {
        name: 'refused',
        code,
        ...(isDeletion(code, reason) ? { isDeleted: true } : {}),
        ...(reason === WRONG_ORIGIN || reason === closeReasons.removed ? { reason } : {}),
      }
    },
    reconnectNow,
    reoffer() {
      if (connection.value.name !== 'refused') giveUp()
    },
    close() {
      isStarted = false
      calmDown()
      stopChecking()
      stopWatching()
      stopAttending()
    },
  }
}
