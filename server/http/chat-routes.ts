/** The room's chat: the last messages are kept, new ones reach the live peers at once. */
import type { RoomId } from '../../lib/base/ids.ts'
import { mapping } from '../../lib/base/steps.ts'
import type { ChatMessage } from '../../lib/protocol/answers.ts'
import { chatBody } from '../../lib/protocol/http.ts'
import { operations } from '../../lib/protocol/operations.ts'
import { createSerial } from '../access/serial.ts'
import { createRateLimit } from '../quota/rate-limit.ts'
import type { RecordChange, RecordKey } from '../storage/storage.ts'
import { readJson } from './body.ts'
import { admit, admitToExisting, type HttpContext, isKnownRoom } from './http-context.ts'
import { answerTo, bytes, problem, refuse } from './reply.ts'
import type { Route } from './router.ts'
import { createTimeIds } from './time-id.ts'

export const MAX_CHAT_MESSAGES = 500
const CHAT_BURST = 10
const CHAT_PER_SECOND = 1
const MAX_BYTES_PER_LETTER = 3

const chatPrefix = (room: RoomId): RecordKey => ['room', room, 'chat']

function parseMessage(stored: Uint8Array): ChatMessage | null {
  try {
    const { id, from, text, at } = JSON.parse(new TextDecoder().decode(stored)) as Record<string, unknown>
    if (typeof id !== 'string' || typeof text !== 'string' || typeof at !== 'number') return null
    return { id, from: typeof from === 'string' ? from : '', text, at }
  } catch {
    return null
  }
}

/** What is read and written out of a chat before others have their turn. */
const PAGE = 64
const [BEGIN, COMMA, END] = ['{"messages":[', ',', ']}'].map((text) => Buffer.from(text))

/** A message as an answer holds it; null when what is stored is none. */
function messageText({ value }: { readonly value: Uint8Array }): Uint8Array | null {
  const message = parseMessage(value)
  return message && Buffer.from(JSON.stringify(message))
}

export function chatRoutes(context: HttpContext): readonly Route[] {
  const { records } = context.storage
  const newId = createTimeIds(context)
  const serial = createSerial()
  const limit = createRateLimit({ clock: context.clock, burst: CHAT_BURST, perSecond: CHAT_PER_SECOND })

  const readPage = (room: RoomId, after?: RecordKey) =>
    records.list(chatPrefix(room), { limit: PAGE, ...(after ? { after } : {}) })

  /** Keeps what was said, after all that was said before. */
  async function keep(room: RoomId, said: Omit<ChatMessage, 'id'>): Promise<ChatMessage> {
    const kept = await records.list(chatPrefix(room))
    const message: ChatMessage = { id: newId(kept.at(-1)?.key.at(-1)), ...said }
    const tooOld = kept.slice(0, Math.max(0, kept.length + 1 - MAX_CHAT_MESSAGES))
    await records.write([
      { key: [...chatPrefix(room), message.id], value: new TextEncoder().encode(JSON.stringify(message)) },
      ...tooOld.map(({ key }): RecordChange => ({ key, value: null })),
    ])
    return message
  }

  return [
    {
      ...operations.readChat,
      async handle(request) {
        const admitted = await admitToExisting(context, request, 'viewer')
        if (!admitted.ok) return refuse(admitted.error)
        const messages: Uint8Array[] = []
        for (let page = await readPage(admitted.value.room); page.length > 0; ) {
          const texts = await request.turns.run(mapping(page, messageText), request.address)
          for (const text of texts) if (text) messages.push(...(messages.length > 0 ? [COMMA] : []), text)
          page = page.length < PAGE ? [] : await readPage(admitted.value.room, page[page.length - 1].key)
        }
        const body = Buffer.concat([BEGIN, ...messages, END])
        return bytes(body, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' })
      },
    },
    {
      ...operations.say,
      async handle(request) {
        const admitted = await admit(context, request, 'editor')
        if (!admitted.ok) return refuse(admitted.error)
        const { room } = admitted.value
        if (!limit.take(`${room} ${request.address}`)) return problem('too-fast', 'Slow down a little.')
        const body = await readJson(request, chatBody)
        if (!body.ok) return refuse(body.error)
        const at = context.clock.date()
        const isFirst = !(await isKnownRoom(context, room))
        const paid = context.quotas.take(request.address, {
          bytes: body.value.text.length * MAX_BYTES_PER_LETTER,
          isFirst,
        })
        if (!paid.ok) return refuse(paid.error)
        await context.access.ensureRoom(room)
        const message = await serial(room, () => keep(room, { ...body.value, at }))
        context.rooms.notify(room, { name: 'chat', ...message })
        return answerTo(operations.say, message)
      },
    },
  ]
}
