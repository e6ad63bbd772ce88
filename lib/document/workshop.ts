/**
 * What people who meet on a board share beside it: a timer and dot votes. It lies in the document, so whoever comes
 * late sees it, and outside of undo: taking a drawing step back must not give a vote back.
 *
 *   workshop  Y.Map  timer             -> { startedAt, durationMs, pausedAt }
 *                    voting            -> { id, votesEach, isOpen, isHidden, by }
 *                    alone             -> { id, by }   everyone's work stays with them until it is shown
 *                    poll              -> { id, question, choices, isOpen, by, isLed }, its answers in poll/<id>/<user>
 *                    vote/<id>/<user>  -> { <shape>: count }   one key a person, so that votes never meet in conflict
 */

import type * as Y from 'yjs'
import { parseShapeId, type ShapeId } from '../base/ids.ts'
import { asRecord } from '../base/record.ts'
import { createPolling, isRoundId, type Poll, type Polling, readAnswers, readPoll } from './poll.ts'

export const MAX_TIMER_MS = 24 * 60 * 60_000
export const MAX_VOTES_EACH = 50
export const MAX_VOTERS = 2_000

export interface Timer {
  /** Milliseconds since the epoch; moved on by every pause. */
  readonly startedAt: number
  readonly durationMs: number
  /** When it was paused, or null while it runs. */
  readonly pausedAt: number | null
  /** A facilitator began it. */
  readonly isLed?: boolean
}
export interface Voting {
  readonly id: string
  readonly votesEach: number
  readonly isOpen: boolean
  /** Only one's own dots are shown, so that nobody follows the crowd. */
  readonly isHidden: boolean
  /** User id of who began it; '' when it is not known. */
  readonly by: string
  /** A facilitator began it: only facilitators and who began it end it. */
  readonly isLed?: boolean
}
export type Ballot = ReadonlyMap<ShapeId, number>
/** Everyone works for themselves until it is shown. */
export interface Alone {
  readonly id: string
  /** User id of who began it. */
  readonly by: string
}
export interface WorkshopState {
  readonly alone: Alone | null
  readonly poll: Poll | null
  /** Choices of the current poll by user id. */
  readonly answers: ReadonlyMap<string, number>
  readonly timer: Timer | null
  readonly voting: Voting | null
  /** Votes of the current voting by user id. */
  readonly ballots: ReadonlyMap<string, Ballot>
}

const mapOf = (doc: Y.Doc): Y.Map<unknown> => doc.getMap('workshop')
const isTime = (stored: unknown): stored is number =>
  typeof stored === 'number' && Number.isFinite(stored) && stored >= 0
const votePrefix = (id: string): string => `vote/${id}/`

function readTimer(stored: unknown): Timer | null {
  const { startedAt, durationMs, pausedAt, isLed } = asRecord(stored)
  if (!isTime(startedAt) || !isTime(durationMs) || durationMs > MAX_TIMER_MS) return null
  return { startedAt, durationMs, pausedAt: isTime(pausedAt) ? pausedAt : null, ...(isLed === true ? { isLed } : {}) }
}

function readVoting(stored: unknown): Voting | null {
  const { id, votesEach, isOpen, isHidden, by, isLed } = asRecord(stored)
  if (!isRoundId(id)) return null
  if (!Number.isInteger(votesEach) || (votesEach as number) < 1 || (votesEach as number) > MAX_VOTES_EACH) return null
  return {
    id,
    votesEach: votesEach as number,
    isOpen: isOpen === true,
    isHidden: isHidden === true,
    by: typeof by === 'string' ? by : '',
    ...(isLed === true ? { isLed } : {}),
  }
}

function readAlone(stored: unknown): Alone | null {
  const { id, by } = asRecord(stored)
  if (!isRoundId(id) || typeof by !== 'string') return null
  return { id, by }
}

/** At most `votesEach`, whatever was written. */
function readBallot(stored: unknown, votesEach: number): Ballot {
  const ballot = new Map<ShapeId, number>()
  let left = votesEach
  for (const [key, count] of Object.entries(asRecord(stored))) {
    const id = parseShapeId(key)
    if (!id || left === 0 || !Number.isInteger(count) || (count as number) < 1) continue
    const counted = Math.min(left, count as number)
    ballot.set(id, counted)
    left -= counted
  }
  return ballot
}

/** Everything that is shared beside the board, repaired. */
export function readWorkshop(doc: Y.Doc): WorkshopState {
  const map = mapOf(doc)
  const voting = readVoting(map.get('voting'))
  const ballots = new Map<string, Ballot>()
  if (voting) {
    const prefix = votePrefix(voting.id)
    for (const [key, stored] of map) {
      if (!key.startsWith(prefix) || ballots.size >= MAX_VOTERS) continue
      const ballot = readBallot(stored, voting.votesEach)
      if (ballot.size > 0) ballots.set(key.slice(prefix.length), ballot)
    }
  }
  const poll = readPoll(map.get('poll'))
  return {
    timer: readTimer(map.get('timer')),
    voting,
    ballots,
    alone: readAlone(map.get('alone')),
    poll,
    answers: readAnswers(map, poll),
  }
}

export interface Workshop extends Polling {
  readonly state: WorkshopState
  subscribe(listener: () => void): () => void
  startTimer(durationMs: number, now: number, by?: Pick<Timer, 'isLed'>): void
  pauseTimer(now: number): void
  resumeTimer(now: number): void
  addToTimer(moreMs: number, now: number): void
  stopTimer(): void
  /** Opens a new voting; the votes of the one before are gone. */
  startVoting(voting: Omit<Voting, 'isOpen'>): void
  changeVoting(change: Partial<Pick<Voting, 'isOpen' | 'isHidden'>>): void
  endVoting(): void
  /** Adds (1) or takes back (-1) a vote; false when none is left or there is nothing to take back. */
  vote(user: string, shape: ShapeId, by: 1 | -1): boolean
  startAlone(alone: Alone): void
  /** Shows what everyone has made. */
  endAlone(): void
  close(): void
}

/** The shared things of `doc`, kept up to date until `close`. */
export function createWorkshop(doc: Y.Doc): Workshop {
  const map = mapOf(doc)
  const listeners = new Set<() => void>()
  let state = readWorkshop(doc)
  const onChange = () => {
    state = readWorkshop(doc)
    for (const listener of [...listeners]) listener()
  }
  map.observe(onChange)
  const forgetVotes = () => {
    for (const key of [...map.keys()]) if (key.startsWith('vote/')) map.delete(key)
  }
  const setTimer = (timer: Timer) => map.set('timer', timer)
  return {
    get state() {
      return state
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    ...createPolling(doc, map),
    startTimer: (durationMs, now, by = {}) =>
      void setTimer({ startedAt: now, durationMs: Math.min(MAX_TIMER_MS, durationMs), pausedAt: null, ...by }),
    pauseTimer(now) {
      if (state.timer && state.timer.pausedAt === null) setTimer({ ...state.timer, pausedAt: now })
    },
    resumeTimer(now) {
      const { timer } = state
      if (timer?.pausedAt == null) return
      setTimer({ ...timer, startedAt: timer.startedAt + Math.max(0, now - timer.pausedAt), pausedAt: null })
    },
    addToTimer(moreMs, now) {
      const { timer } = state
      if (!timer) return
      // One that has run out starts anew: a minute added later must be a whole minute.
      if (timerLeftMs(timer, now) <= 0) return void this.startTimer(moreMs, now, timer.isLed ? { isLed: true } : {})
      setTimer({ ...timer, durationMs: Math.min(MAX_TIMER_MS, timer.durationMs + moreMs) })
    },
    stopTimer: () => map.delete('timer'),
    startVoting({ id, votesEach, isHidden, by, isLed }) {
      doc.transact(() => {
        forgetVotes()
        map.set('voting', {
          id,
          votesEach: Math.max(1, Math.min(MAX_VOTES_EACH, votesEach)),
          isOpen: true,
          isHidden,
          by,
          ...(isLed ? { isLed } : {}),
        })
      })
    },
    changeVoting(change) {
      if (state.voting) map.set('voting', { ...state.voting, ...change })
    },
    endVoting() {
      doc.transact(() => {
        forgetVotes()
        map.delete('voting')
      })
    },
    vote(user, shape, by) {
      const { voting } = state
      if (!voting?.isOpen) return false
      const ballot = state.ballots.get(user) ?? new Map<ShapeId, number>()
      const count = (ballot.get(shape) ?? 0) + by
      if (count < 0 || (by === 1 && votesLeft(state, user) === 0)) return false
      const next = new Map(ballot).set(shape, count)
      map.set(votePrefix(voting.id) + user, Object.fromEntries([...next].filter(([, votes]) => votes > 0)))
      return true
    },
    startAlone: (alone) => void map.set('alone', alone),
    endAlone: () => map.delete('alone'),
    close() {
      map.unobserve(onChange)
      listeners.clear()
    },
  }
}

/** Time left at `now`; negative since it has run out. */
export const timerLeftMs = (timer: Timer, now: number): number =>
  timer.durationMs - Math.max(0, (timer.pausedAt ?? now) - timer.startedAt)

export function votesLeft({ voting, ballots }: WorkshopState, user: string): number {
  const spent = [...(ballots.get(user)?.values() ?? [])].reduce((sum, count) => sum + count, 0)
  return Math.max(0, (voting?.votesEach ?? 0) - spent)
}

/** What can be chosen: not what only joins or marks something. */
export const isVotable = (type: string | undefined): boolean =>
  type !== undefined && type !== 'arrow' && type !== 'line' && type !== 'group'

/** All votes by shape. */
export function countVotes({ ballots }: WorkshopState): ReadonlyMap<ShapeId, number> {
  const counts = new Map<ShapeId, number>()
  for (const ballot of ballots.values()) {
    for (const [id, count] of ballot) counts.set(id, (counts.get(id) ?? 0) + count)
  }
  return counts
}

/** Whose notes are may be seen: not while everyone works alone or votes are hidden, so that nobody follows a name. */
export const showsAuthors = ({ alone, voting }: WorkshopState): boolean => alone === null && voting?.isHidden !== true

/** The votes that everybody may see; undefined when there is no voting, or its dots are still hidden. */
export const shownVotes = (state: WorkshopState): ReadonlyMap<ShapeId, number> | undefined =>
  state.voting && !state.voting.isHidden ? countVotes(state) : undefined

/** What of a workshop goes out with the notes of a board. */
export const shownOf = (state: WorkshopState) => ({ votes: shownVotes(state), hasAuthors: showsAuthors(state) })
