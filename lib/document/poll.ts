/** A question with a few choices, one vote a person, beside the board as the dot votes are (`workshop.ts`). */

import type * as Y from 'yjs'
import { asRecord } from '../base/record.ts'

export const MIN_CHOICES = 2
export const MAX_CHOICES = 6
export const MAX_WORDS = 200
const MAX_ID_LENGTH = 64
const MAX_ANSWERS = 2_000

export interface Poll {
  readonly id: string
  readonly question: string
  readonly choices: readonly string[]
  readonly isOpen: boolean
  /** User id of who asked. */
  readonly by: string
  /** A facilitator asked: only facilitators and who asked end it. */
  readonly isLed: boolean
}

const words = (stored: unknown): string => (typeof stored === 'string' ? stored.slice(0, MAX_WORDS) : '')
const answerPrefix = (id: string): string => `poll/${id}/`

/** The id of a poll, a voting or a time alone; it is a part of keys. */
export const isRoundId = (id: unknown): id is string =>
  typeof id === 'string' && id !== '' && id.length <= MAX_ID_LENGTH && !id.includes('/')

/** Null for what is no poll. */
export function readPoll(stored: unknown): Poll | null {
  const { id, question, choices, isOpen, by, isLed } = asRecord(stored)
  if (!isRoundId(id)) return null
  if (!Array.isArray(choices) || choices.length < MIN_CHOICES || choices.length > MAX_CHOICES) return null
  return {
    id,
    question: words(question),
    choices: choices.map(words),
    isOpen: isOpen === true,
    by: typeof by === 'string' ? by : '',
    isLed: isLed === true,
  }
}

/** The choice of each person, by user id. */
export function readAnswers(map: Y.Map<unknown>, poll: Poll | null): ReadonlyMap<string, number> {
  const answers = new Map<string, number>()
  if (!poll) return answers
  const prefix = answerPrefix(poll.id)
  for (const [key, choice] of map) {
    if (!key.startsWith(prefix) || answers.size >= MAX_ANSWERS) continue
    if (typeof choice === 'number' && poll.choices[choice] !== undefined) answers.set(key.slice(prefix.length), choice)
  }
  return answers
}

/** How many chose each. */
export function countAnswers(poll: Poll, answers: ReadonlyMap<string, number>): readonly number[] {
  const counts = poll.choices.map(() => 0)
  for (const choice of answers.values()) counts[choice] = (counts[choice] ?? 0) + 1
  return counts
}

export interface Polling {
  /** Asks anew; the answers to the question before are gone. */
  ask(poll: Omit<Poll, 'isOpen'>): void
  /** One answer a person: another choice takes the place of the one before, the same takes it back. */
  answer(user: string, choice: number): void
  closePoll(isOpen: boolean): void
  endPoll(): void
}

export function createPolling(doc: Y.Doc, map: Y.Map<unknown>): Polling {
  const poll = (): Poll | null => readPoll(map.get('poll'))
  const forget = (): void => {
    for (const key of [...map.keys()]) if (key.startsWith('poll/')) map.delete(key)
  }
  return {
    ask(asked) {
      doc.transact(() => {
        forget()
        map.set('poll', { ...asked, isOpen: true })
      })
    },
    answer(user, choice) {
      const asked = poll()
      if (!asked?.isOpen || asked.choices[choice] === undefined) return
      const key = answerPrefix(asked.id) + user
      if (map.get(key) === choice) map.delete(key)
      else map.set(key, choice)
    },
    closePoll(isOpen) {
      const asked = poll()
      if (asked) map.set('poll', { ...asked, isOpen })
    },
    endPoll() {
      doc.transact(() => {
        forget()
        map.delete('poll')
      })
    },
  }
}
