/** A client that says exactly what a test wants and keeps all that it hears. */
import * as decoding from 'lib0/decoding'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { encodePresenceMessage, encodeStep1, encodeUpdate } from '../../../lib/protocol/codec.ts'
import { messageLimits } from '../../../lib/protocol/limits.ts'
import { messageTypes, SUBPROTOCOL } from '../../../lib/protocol/messages.ts'
import { decodePresence, type PresenceEntry } from '../../../lib/protocol/presence-entries.ts'

export type Heard =
  | { readonly type: 'sync'; readonly step: number; readonly body: Uint8Array }
  | { readonly type: 'presence'; readonly entries: readonly PresenceEntry[] }
  | { readonly type: 'denied'; readonly reason: string }
  | { readonly type: 'stored'; readonly count: number }
  | { readonly type: 'role' | 'notice'; readonly body: unknown }

export interface RawClient {
  readonly socket: WebSocket
  readonly heard: Heard[]
  /** The same, as it came. */
  readonly raw: readonly Uint8Array[]
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>
  say(bytes: Uint8Array): void
  sayUpdate(update: Uint8Array): void
  sayPresence(clientId: number, clock: number, state: unknown): void
  /** What it knows of the board. */
  readonly doc: Y.Doc
  readonly stored: number
  /** Presence by client id, as heard. */
  readonly others: ReadonlyMap<number, unknown>
}

export async function connect(
  url: string,
  options: {
    readonly inkroom?: true
    readonly silent?: true
    readonly deaf?: true
    readonly headers?: Record<string, string>
  } = {},
): Promise<RawClient> {
  const socket = new WebSocket(url, options.inkroom ? [SUBPROTOCOL] : [], {
    perMessageDeflate: false,
    // A deaf client swallows pings.
    autoPong: !options.deaf,
    headers: options.headers ?? {},
  })
  const heard: Heard[] = []
  const raw: Uint8Array[] = []
  const doc = new Y.Doc()
  const others = new Map<number, unknown>()
  let stored = 0
  socket.on('message', (data: Buffer) => {
    const message = read(data)
    heard.push(message)
    raw.push(data)
    if (message.type === 'sync' && message.step > 0) Y.applyUpdate(doc, message.body)
    if (message.type === 'stored') stored = message.count
    if (message.type === 'presence') for (const { clientId, state } of message.entries) note(others, clientId, state)
  })
  const closed = new Promise<{ code: number; reason: string }>((resolve) =>
    socket.on('close', (code, reason) => resolve({ code, reason: reason.toString() })),
  )
  await new Promise<void>((resolve, reject) => {
    socket.once('open', () => resolve())
    socket.on('error', reject)
  })
  const say = (bytes: Uint8Array): void => socket.send(bytes)
  if (!options.silent) say(encodeStep1(Y.encodeStateVector(doc)))
  return {
    socket,
    heard,
    raw,
    closed,
    doc,
    others,
    get stored() {
      return stored
    },
    say,
    sayUpdate: (update) => say(encodeUpdate(update)),
    sayPresence: (clientId, clock, state) =>
      say(encodePresenceMessage([{ clientId, clock, state: Buffer.from(JSON.stringify(state)) }])),
  }
}

function note(others: Map<number, unknown>, clientId: number, state: Uint8Array | null): void {
  if (state) others.set(clientId, JSON.parse(Buffer.from(state).toString()))
  else others.delete(clientId)
}

function read(data: Uint8Array): Heard {
  const decoder = decoding.createDecoder(data)
  const type = decoding.readVarUint(decoder)
  if (type === messageTypes.sync) {
    return { type: 'sync', step: decoding.readVarUint(decoder), body: decoding.readVarUint8Array(decoder) }
  }
  if (type === messageTypes.awareness) {
    return { type: 'presence', entries: decodePresence(decoding.readVarUint8Array(decoder), messageLimits) ?? [] }
  }
  if (type === messageTypes.auth) {
    decoding.readVarUint(decoder)
    return { type: 'denied', reason: decoding.readVarString(decoder) }
  }
  if (type === messageTypes.stored) return { type: 'stored', count: decoding.readVarUint(decoder) }
  return { type: type === messageTypes.role ? 'role' : 'notice', body: JSON.parse(decoding.readVarString(decoder)) }
}
