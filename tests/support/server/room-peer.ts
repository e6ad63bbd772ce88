/** A peer of a room without a socket: reads what it is sent into a document, as a stock client does. */
import * as decoding from 'lib0/decoding'
import * as Y from 'yjs'
import type { RoomId } from '../../../lib/base/ids.ts'
import { type ClientMessage, decodeClientMessage } from '../../../lib/protocol/codec.ts'
import { messageLimits } from '../../../lib/protocol/limits.ts'
import { messageTypes, motionTypes, syncSteps } from '../../../lib/protocol/messages.ts'
import { MotionReader } from '../../../lib/protocol/motion-reader.ts'
import { decodePresence } from '../../../lib/protocol/presence-entries.ts'
import type { JoinableRooms } from '../../../server/room/create-rooms.ts'
import type { Outcome } from '../../../server/room/member.ts'

export interface RoomPeer {
  readonly doc: Y.Doc
  /** By client id, the states that it sees now. */
  readonly others: ReadonlyMap<number, string>
  /** What it was told of movements, as one who asked for `inkroom.v2`. */
  readonly motion: MotionReader
  /** Bytes of presence that came since the beginning. */
  readonly presenceBytes: number
  /** Steps that were handed on to it, by client id. */
  readonly steps: ReadonlyMap<number, readonly number[]>
  /** Null until it was told. */
  readonly hasPlainAudience: boolean | null
  /** How many of its messages it was told are stored. */
  readonly stored: number
  readonly closes: readonly number[]
  readonly notices: readonly { readonly name: string; readonly peers?: number }[]
  /** What could not be read, which must stay empty. */
  readonly failures: readonly unknown[]
  say(bytes: Uint8Array): Outcome | Promise<Outcome>
  receive(message: ClientMessage): Outcome | Promise<Outcome>
  leave(): void
}

let lastPeer = 0

/** `deaf`: reads nothing, to be many at little cost. */
export async function createRoomPeer(
  rooms: JoinableRooms,
  room: RoomId,
  options: { readonly deaf?: true; readonly motion?: true } = {},
): Promise<RoomPeer> {
  const doc = new Y.Doc()
  const failures: unknown[] = []
  const others = new Map<number, string>()
  const closes: number[] = []
  const notices: { readonly name: string; readonly peers?: number }[] = []
  let stored = 0
  let presenceBytes = 0
  let hasPlainAudience: boolean | null = null
  const motion = new MotionReader()
  const steps = new Map<number, number[]>()
  function hear(message: Uint8Array): void {
    const decoder = decoding.createDecoder(message)
    const type = decoding.readVarUint(decoder)
    const body = message.subarray(decoder.pos)
    if (type === motionTypes.audience) hasPlainAudience = body[0] === 1
    if (type === motionTypes.movers) motion.hearMovers(body)
    if (type === motionTypes.motion) {
      for (const { clientId, step } of motion.hearMotion(body)) {
        if (step.length > 0) steps.set(clientId, [...(steps.get(clientId) ?? []), ...step])
      }
    }
    if (type === messageTypes.stored) stored = decoding.readVarUint(decoder)
    if (type === messageTypes.notice) notices.push(JSON.parse(decoding.readVarString(decoder)))
    if (type === messageTypes.awareness) {
      for (const { clientId, state } of decodePresence(decoding.readVarUint8Array(decoder), messageLimits) ?? []) {
        if (state) others.set(clientId, new TextDecoder().decode(state))
        else others.delete(clientId)
      }
    }
    if (type !== messageTypes.sync) return
    if (decoding.readVarUint(decoder) === syncSteps.step1) return
    try {
      Y.applyUpdate(doc, decoding.readVarUint8Array(decoder), 'remote')
    } catch (error) {
      failures.push(error)
    }
  }
  const joined = await rooms.join(room, {
    id: `peer-${++lastPeer}`,
    address: '',
    grant: { room, role: 'editor', linkId: null, expiresAt: null, byToken: false },
    isInkroom: true,
    ...(options.motion ? { hasMotion: true } : {}),
    send: (message, kind) => {
      if (kind === 'presence') presenceBytes += message.length
      if (!options.deaf) hear(message)
    },
    close: (code) => void closes.push(code),
  })
  if (!joined.ok) throw new Error(joined.error.message)
  const membership = joined.value
  return {
    doc,
    failures,
    others,
    closes,
    notices,
    motion,
    steps,
    get presenceBytes() {
      return presenceBytes
    },
    get hasPlainAudience() {
      return hasPlainAudience
    },
    get stored() {
      return stored
    },
    receive: (message) => membership.receive(message),
    leave: () => membership.leave(),
    say(bytes) {
      const message = decodeClientMessage(bytes, messageLimits)
      if (!message.ok) throw new Error(message.error.message)
      return membership.receive(message.value)
    },
  }
}
