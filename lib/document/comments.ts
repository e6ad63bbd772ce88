/** Comment threads: read with repair, written field by field. They are no part of the undo history. */
import * as Y from 'yjs'
import { booleanField, numberField, stringField } from '../base/fields.ts'
import { parseShapeId } from '../base/ids.ts'
import { MAX_COORDINATE } from '../shapes/kind.ts'
import type { CommentMessage, CommentThread } from './board.ts'
import type { Command } from './command.ts'
import { storedMap } from './layout.ts'

export const MAX_COMMENT_LENGTH = 10_000
export const MAX_MESSAGES_PER_THREAD = 1_000
export const MAX_THREADS = 5_000
const MAX_NAME_LENGTH = 100

const position = numberField({ initial: 0, min: -MAX_COORDINATE, max: MAX_COORDINATE })
const time = numberField({ initial: 0, min: 0, max: Number.MAX_SAFE_INTEGER })
const author = stringField('', MAX_NAME_LENGTH)
const words = stringField('', MAX_COMMENT_LENGTH)
const resolved = booleanField(false)
const MESSAGES_KEY = 'messages'

const byAge = (a: CommentMessage, b: CommentMessage): number => a.at - b.at || (a.id < b.id ? -1 : 1)

function readMessage(id: string, stored: unknown): CommentMessage {
  const from = (typeof stored === 'object' && stored !== null ? stored : {}) as Record<string, unknown>
  return {
    id,
    author: author.repair(from.author),
    color: author.repair(from.color),
    at: time.repair(from.at),
    text: words.repair(from.text),
  }
}

function readThread(id: string, stored: Y.Map<unknown>): CommentThread {
  const messages = storedMap(stored, MESSAGES_KEY)
  return {
    id,
    shape: parseShapeId(stored.get('shape')),
    x: position.repair(stored.get('x')),
    y: position.repair(stored.get('y')),
    resolved: resolved.repair(stored.get('resolved')),
    messages: [...(messages?.entries() ?? [])]
      .map(([messageId, message]) => readMessage(messageId, message))
      .sort(byAge)
      .slice(0, MAX_MESSAGES_PER_THREAD),
  }
}

/** All threads, oldest first. */
export function readComments(comments: Y.Map<unknown>): readonly CommentThread[] {
  const threads: CommentThread[] = []
  for (const [id, stored] of comments) {
    if (stored instanceof Y.Map && threads.length < MAX_THREADS) threads.push(readThread(id, stored))
  }
  const ageOf = (thread: CommentThread) => thread.messages[0]?.at ?? 0
  return threads.sort((a, b) => ageOf(a) - ageOf(b) || (a.id < b.id ? -1 : 1))
}

const messageValue = (message: CommentMessage) => {
  const { id: _id, ...value } = readMessage(message.id, message)
  return value
}

type CommentCommand = Extract<
  Command,
  { readonly name: 'add-comment' | 'reply' | 'resolve-comment' | 'delete-comment' }
>

/** Writes one comment command; threads and messages that are not there (any more) are skipped. */
export function applyComment(comments: Y.Map<unknown>, command: CommentCommand): void {
  switch (command.name) {
    case 'add-comment':
      addThread(comments, command)
      break
    case 'reply': {
      const thread = storedMap(comments, command.thread)
      const messages = thread && storedMap(thread, MESSAGES_KEY)
      if (messages && !messages.has(command.message.id) && messages.size < MAX_MESSAGES_PER_THREAD) {
        messages.set(command.message.id, messageValue(command.message))
      }
      break
    }
    case 'resolve-comment': {
      const thread = storedMap(comments, command.thread)
      if (thread && thread.get('resolved') !== command.resolved) thread.set('resolved', command.resolved)
      break
    }
    case 'delete-comment':
      if (comments.has(command.thread)) comments.delete(command.thread)
      break
  }
}

function addThread(comments: Y.Map<unknown>, command: Extract<Command, { readonly name: 'add-comment' }>): void {
  const { thread, message } = command
  if (comments.has(thread.id) || comments.size >= MAX_THREADS) return
  const messages = new Y.Map<unknown>([[message.id, messageValue(message)]])
  const entries: [string, unknown][] = [
    ['shape', thread.shape],
    ['x', position.repair(thread.x)],
    ['y', position.repair(thread.y)],
    ['resolved', false],
    [MESSAGES_KEY, messages],
  ]
  comments.set(thread.id, new Y.Map(entries))
}
