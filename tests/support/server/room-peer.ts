/** A peer of a room without a socket: reads what it is sent into a document, as a stock client does. */
import * as decoding from 'lib0/decoding'
import * as Y from 'yjs'
import type { RoomId } from '../../../lib/base/ids.ts'
import { type ClientMessage, decodeClientMessage } from '../../../lib/protocol/codec.ts'
import { messageLimits } from '../../../lib/protocol/limits.ts'
import { messageTypes, syncSteps } from '../../../lib/protocol/messages.ts'
import type { JoinableRooms } from '../../../server/room/create-rooms.ts'
import type { Outcome } from '../../../server/room/member.ts'

export interface RoomPeer {
  readonly doc: Y.Doc
  /** What could not be read, which must stay empty. */
  readonly failures: readonly unknown[]
  say(bytes: Uint8Array): Outcome
  receive(message: ClientMessage): Outcome
  leave(): void
}

let lastPeer = 0

/** `deaf`: reads nothing, to be many at little cost. */
export async function createRoomPeer(
  rooms: JoinableRooms,
  room: RoomId,
  options: { readonly deaf?: true } = {},
): Promise<RoomPeer> {
  const doc = new Y.Doc()
  const failures: unknown[] = []
  function hear(message: Uint8Array): void {
    const decoder = decoding.createDecoder(message)
    if (decoding.readVarUint(decoder) !== messageTypes.sync) return
    if (decoding.readVarUint(decoder) === syncSteps.step1) return
    try {
      Y.applyUpdate(doc, decoding.readVarUint8Array(decoder))
    } catch (error) {
      failures.push(error)
    }
  }
  const joined = await rooms.join(room, {
    id: `peer-${++lastPeer}`,
    grant: { room, role: 'editor', linkId: null, expiresAt: null, byToken: false },
    isInkroom: true,
    send: options.deaf ? () => {} : hear,
    close() {},
  })
  if (!joined.ok) throw new Error(joined.error.message)
  const membership = joined.value
  return {
    doc,
    failures,
    receive: (message) => membership.receive(message),
    leave: () => membership.leave(),
    say(bytes) {
      const message = decodeClientMessage(bytes, messageLimits)
      if (!message.ok) throw new Error(message.error.message)
      return membership.receive(message.value)
    },
  }
}
