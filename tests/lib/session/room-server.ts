/** A y-websocket server of one room whose disk can be held up, refused and killed: the driver of the session tests. */
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { type WebSocket, WebSocketServer } from 'ws'
import * as auth from 'y-protocols/auth'
import * as awareness from 'y-protocols/awareness'
import * as sync from 'y-protocols/sync'
import * as Y from 'yjs'
import { messageTypes, SUBPROTOCOL } from '../../../lib/protocol/messages.ts'

export interface RoomServer {
  readonly port: number
  readonly url: string
  readonly doc: Y.Doc
  /** Query strings of the joins so far. */
  readonly joins: readonly string[]
  /** Sync messages received on the newest connection. */
  received(): number
  /** While held, nothing is acknowledged; letting go acknowledges what was received. */
  holdAcknowledgements(isHeld: boolean): void
  /** While mute, nothing is read or answered, as on a dead line. */
  mute(isMute: boolean): void
  /** While denied, changes are refused as a viewer's are: not stored, not counted. */
  denyChanges(isDenied: boolean): void
  send(type: number, body: unknown): void
  /** Closes all connections with `code` and, when set, all later ones too. */
  refuse(code: number | null): void
  dropAll(code: number): void
  close(): Promise<void>
}

export async function startRoomServer(options: { port?: number; doc?: Y.Doc } = {}): Promise<RoomServer> {
  const doc = options.doc ?? new Y.Doc()
  const presence = new awareness.Awareness(doc)
  presence.setLocalState(null)
  const server = new WebSocketServer({
    port: options.port ?? 0,
    host: '127.0.0.1',
    handleProtocols: (offered) => (offered.has(SUBPROTOCOL) ? SUBPROTOCOL : false),
  })
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const joins: string[] = []
  const counts = new Map<WebSocket, number>()
  let newest: WebSocket | null = null
  let isHeld = false
  let isMute = false
  let isDenied = false
  let refusal: number | null = null

  const message = (type: number, write: (encoder: encoding.Encoder) => void): Uint8Array => {
    const encoder = encoding.createEncoder()
    encoding.writeVarUint(encoder, type)
    write(encoder)
    return encoding.toUint8Array(encoder)
  }
  const acknowledge = (socket: WebSocket): void => {
    if (isHeld) return
    socket.send(message(messageTypes.stored, (encoder) => encoding.writeVarUint(encoder, counts.get(socket) ?? 0)))
  }
  const relay = (bytes: Uint8Array): void => {
    for (const socket of server.clients) if (socket.readyState === socket.OPEN) socket.send(bytes)
  }
  doc.on('update', (update: Uint8Array) =>
    relay(message(messageTypes.sync, (encoder) => sync.writeUpdate(encoder, update))),
  )
  presence.on('update', (change: { added: number[]; updated: number[]; removed: number[] }) => {
    const ids = [...change.added, ...change.updated, ...change.removed]
    const update = awareness.encodeAwarenessUpdate(presence, ids)
    relay(message(messageTypes.awareness, (encoder) => encoding.writeVarUint8Array(encoder, update)))
  })

  const receive = (socket: WebSocket, bytes: Uint8Array): void => {
    const decoder = decoding.createDecoder(bytes)
    const type = decoding.readVarUint(decoder)
    if (type === messageTypes.awareness) {
      awareness.applyAwarenessUpdate(presence, decoding.readVarUint8Array(decoder), socket)
    }
    if (type !== messageTypes.sync) return
    if (isDenied && bytes[1] !== sync.messageYjsSyncStep1) {
      socket.send(message(messageTypes.auth, (encoder) => auth.writePermissionDenied(encoder, 'viewer')))
      return
    }
    const reply = encoding.createEncoder()
    encoding.writeVarUint(reply, messageTypes.sync)
    const step = sync.readSyncMessage(decoder, reply, doc, socket)
    if (encoding.length(reply) > 1) socket.send(encoding.toUint8Array(reply))
    if (step === sync.messageYjsSyncStep1) return
    counts.set(socket, (counts.get(socket) ?? 0) + 1)
    acknowledge(socket)
  }
  server.on('connection', (socket, request) => {
    joins.push(new URL(request.url ?? '', 'http://room').search)
    if (refusal !== null) return socket.close(refusal, 'refused')
    newest = socket
    const spokeFor = new Set<number>()
    presence.on('update', (change: { added: number[] }, origin: unknown) => {
      if (origin === socket) for (const id of change.added) spokeFor.add(id)
    })
    socket.on('close', () => awareness.removeAwarenessStates(presence, [...spokeFor], null))
    socket.on('message', (data) => {
      if (!isMute) receive(socket, new Uint8Array(data as Buffer))
    })
    if (isMute) return
    socket.send(message(messageTypes.sync, (encoder) => sync.writeSyncStep1(encoder, doc)))
    const known = awareness.encodeAwarenessUpdate(presence, [...presence.getStates().keys()])
    socket.send(message(messageTypes.awareness, (encoder) => encoding.writeVarUint8Array(encoder, known)))
  })

  return {
    port,
    url: `ws://127.0.0.1:${port}/sync`,
    doc,
    joins,
    received: () => (newest ? (counts.get(newest) ?? 0) : 0),
    holdAcknowledgements(held) {
      isHeld = held
      if (newest) acknowledge(newest)
    },
    denyChanges(denied) {
      isDenied = denied
    },
    mute(muted) {
      isMute = muted
    },
    send: (type, body) =>
      relay(
        message(type, (encoder) =>
          encoding.writeVarString(encoder, typeof body === 'string' ? body : JSON.stringify(body)),
        ),
      ),
    refuse(code) {
      refusal = code
      if (code !== null) for (const socket of server.clients) socket.close(code, 'refused')
    },
    dropAll(code) {
      for (const socket of server.clients) socket.close(code, 'dropped')
    },
    async close() {
      for (const socket of server.clients) socket.terminate()
      presence.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
