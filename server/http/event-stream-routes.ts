/** The sync protocol over plain HTTP: `GET /sync-sse/:room` brings messages, `POST /sync-sse/:room/:connection` takes them. */
import type { IncomingMessage } from 'node:http'
import { createDecoder, hasContent, readVarUint8Array } from 'lib0/decoding'
import { parseRoomId, type RandomBytes, type RoomId, randomId } from '../../lib/base/ids.ts'
import { closeCodes } from '../../lib/protocol/close.ts'
import { SUBPROTOCOLS } from '../../lib/protocol/messages.ts'
import type { Channel } from '../transport/channel.ts'
import { EventStreamChannel } from '../transport/event-stream-channel.ts'
import { readBytes } from './body.ts'
import { empty, problem, refuse } from './reply.ts'
import type { Route } from './router.ts'
import type { StreamPost, StreamRelay } from './stream-relay.ts'

/** Who runs the protocol on an open channel: server/socket. */
export interface StreamConnections {
  /** Why nobody may connect from the address now, or null. */
  refusalOf(address: string): 'connections-per-address' | 'shutting-down' | null
  add(parts: {
    readonly roomId: RoomId
    readonly token: string | null
    readonly birth: string | null
    readonly address: string
    readonly channel: Channel
  }): void
}

export interface EventStreamOptions {
  readonly random: RandomBytes
  readonly maxMessageBytes: number
  readonly isOriginAllowed: (message: IncomingMessage) => boolean
  readonly connections: StreamConnections
  readonly relay: StreamRelay
}

/** Whoever knows it may write for the connection. */
const CONNECTION_ID_LENGTH = 32
/** Lengths before each message of a batch. */
const BATCH_OVERHEAD_BYTES = 64 * 1024

/** A byte of zero is a whole message, so bytes alone limit nothing. */
const MAX_BATCH_MESSAGES = 10_000

/** Each message after its length; null when the lengths do not add up or there are too many. */
export function splitBatch(body: Uint8Array): readonly Uint8Array[] | null {
  try {
    const decoder = createDecoder(body)
    const messages: Uint8Array[] = []
    while (hasContent(decoder)) {
      if (messages.length === MAX_BATCH_MESSAGES) return null
      messages.push(readVarUint8Array(decoder))
    }
    return messages
  } catch {
    return null
  }
}

export function eventStreamRoutes(options: EventStreamOptions): readonly Route[] {
  const { connections } = options
  const channels = new Map<string, { readonly channel: EventStreamChannel; readonly room: string }>()

  /** False when there is no such connection here, or it has ended. */
  async function take(connection: string, { room, pong, body }: StreamPost): Promise<boolean> {
    const known = channels.get(connection)
    if (!known || known.room !== room) return false
    if (!body) return true
    const { channel } = known
    const messages = splitBatch(body)
    if (!messages) channel.close(closeCodes.malformed, 'malformed-batch')
    else if (messages.some(({ length }) => length > options.maxMessageBytes)) {
      channel.close(closeCodes.tooBig, 'message-too-big')
    } else {
      if (pong !== null) channel.answerPing(pong)
      return channel.receive(messages)
    }
    return false
  }

  return [
    {
      method: 'GET',
      path: '/sync-sse/:room',
      async handle({ message, params, url, token, address }) {
        const room = parseRoomId(params.room)
        if (!room) return problem('invalid-room-id', 'A room id is 1 to 128 of A-Z a-z 0-9 _ -.')
        if (!options.isOriginAllowed(message)) {
          return problem('origin-not-allowed', 'Pages of this origin may not connect; see ALLOWED_ORIGINS.')
        }
        const refusal = connections.refusalOf(address)
        if (refusal) {
          return problem(refusal === 'shutting-down' ? refusal : 'too-fast', 'No connection now; try again later.')
        }
        const via = url.searchParams.get('via')
        const carrier = via === null ? null : channels.get(via)?.channel
        if (carrier === undefined) return problem('connection-gone', 'The stream to ride on has ended; open one.')
        return (response) => {
          const id = randomId(CONNECTION_ID_LENGTH, options.random)
          const offered = url.searchParams.getAll('protocol')
          const protocol = SUBPROTOCOLS.find((known) => offered.includes(known)) ?? ''
          if (carrier) response.setHeader('content-type', 'application/json').end(JSON.stringify({ connection: id }))
          const letGo = options.relay.hold(id, (post) => take(id, post))
          const channel = new EventStreamChannel({
            id,
            to: carrier ?? response,
            protocol,
            transport: message.socket,
            onEnd() {
              channels.delete(id)
              letGo()
            },
          })
          channels.set(id, { channel, room })
          connections.add({ roomId: room, token, birth: url.searchParams.get('birth') || null, address, channel })
        }
      },
    },
    {
      method: 'POST',
      path: '/sync-sse/:room/:connection',
      async handle(request) {
        const { room, connection } = request.params
        const known = channels.get(connection)
        const gone = () => problem('connection-gone', 'This connection has ended; open another.')
        const isElsewhere =
          !known && (await options.relay.pass(connection, { room, pong: null, body: null }, request.address))
        if (known ? known.room !== room : !isElsewhere) return gone()
        const body = await readBytes(request, options.maxMessageBytes + BATCH_OVERHEAD_BYTES)
        if (!body.ok) {
          if (body.error.code === 'body-too-large') known?.channel.close(closeCodes.tooBig, 'message-too-big')
          return refuse(body.error)
        }
        const messages = splitBatch(body.value)
        const nth = request.url.searchParams.get('pong')
        const post = { room, pong: nth === null ? null : Number(nth), body: body.value }
        const isTaken = known
          ? await take(connection, post)
          : await options.relay.pass(connection, post, request.address)
        if (!messages)
          return problem('bad-request', 'The body is a list of messages, each after its length as a varint.')
        if (messages.some(({ length }) => length > options.maxMessageBytes)) {
          return problem('body-too-large', `A message may have up to ${options.maxMessageBytes} bytes.`)
        }
        return isTaken ? empty(204) : gone()
      },
    },
  ]
}
