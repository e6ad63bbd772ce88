/**
 * How the clients of each measured server say what the same hand does: the page of Inkroom by its own encoders (hand.ts), those
 * of the other servers as y-protocols' awareness does. What a stroke leaves on the board is one update of a Yjs document for all.
 *
 * A voice: `protocol`, the WebSocket subprotocol that its client asks for; `hello(hand, isMoving)`; `move(hand, timeMs, said)`,
 * with how often it has spoken (`nth`) and whether a stroke is under way (`draws`); `ear()`, what a probe makes of what it is
 * told: `hear(payload)` gives whose pointers moved, `placeOf(clientId)` where one is.
 */
import * as decoding from 'lib0/decoding'
import { encodePresenceMessage } from '../../lib/protocol/codec.ts'
import { messageLimits } from '../../lib/protocol/limits.ts'
import { messageTypes, motionTypes } from '../../lib/protocol/messages.ts'
import { onBoard } from '../../lib/protocol/motion.ts'
import { MotionReader } from '../../lib/protocol/motion-reader.ts'
import { decodePresence } from '../../lib/protocol/presence-entries.ts'
import { DIGITS, drawnStrokes, MARK } from '../drawn-strokes.ts'
import { helloOf, movement, placeOf } from './hand.ts'
import { dialects, message, syncStep1, syncUpdate } from './wire.mjs'

const utf8 = new TextDecoder()

const bodyOf = (payload) => {
  const decoder = decoding.createDecoder(payload)
  decoding.readVarUint(decoder)
  return decoding.readVarUint8Array(decoder)
}

const inkroomEar = () => {
  const reader = new MotionReader()
  return {
    hear(payload) {
      if (payload[0] === motionTypes.movers) reader.hearMovers(payload.subarray(1))
      return payload[0] === motionTypes.motion
        ? reader.hearMotion(payload.subarray(1)).map(({ clientId }) => clientId)
        : []
    },
    placeOf(clientId) {
      const place = reader.placeOf(clientId)
      return place ? onBoard(place) : null
    },
  }
}

/** `prefix`: bytes before each message, the name of the document. */
const awarenessEar = (prefix) => {
  const places = new Map()
  return {
    hear(payload) {
      if (payload[prefix] !== messageTypes.awareness) return []
      const entries = decodePresence(bodyOf(payload.subarray(prefix)), messageLimits) ?? []
      for (const { clientId, state } of entries) {
        const cursor = state && JSON.parse(utf8.decode(state)).cursor
        if (cursor) places.set(clientId, cursor)
      }
      return entries.map(({ clientId }) => clientId)
    },
    placeOf: (clientId) => places.get(clientId) ?? null,
  }
}

/** What a stock client says of its pointer: as the documentation of y-protocols has it, the whole state each time. */
const awarenessOf = ({ clientId }, cursor, clock) => {
  const state = { user: { name: `Person ${clientId % 10_000}`, color: '#4263eb' }, cursor }
  return encodePresenceMessage([{ clientId, clock, state: new TextEncoder().encode(JSON.stringify(state)) }])
}

function awarenessVoice(dialect, room) {
  const prefix = message(dialect, room, () => {})
  const named = (bytes) => Buffer.concat([prefix, bytes])
  return {
    hello: (hand) => [named(awarenessOf(hand, null, 1))],
    move: (hand, timeMs, { nth }) => named(awarenessOf(hand, placeOf(hand, timeMs), nth + 2)),
    ear: () => awarenessEar(prefix.length),
  }
}

export const voiceOf = (server, dialect, room) =>
  server === 'inkroom'
    ? {
        protocol: 'inkroom.v2',
        hello: helloOf,
        move: (hand, timeMs, { draws }) => movement(hand, timeMs, draws),
        ear: inkroomEar,
      }
    : awarenessVoice(dialect, room)

/** What a client says on coming, before who it is. */
export const joinOf = (dialect, room) => [...dialects[dialect].hello(room), syncStep1(dialect, room)]

/** `count` finished strokes of a hand, as messages. */
export const strokesOf = (dialect, room, hand, count) =>
  drawnStrokes(hand, count).map((update) => syncUpdate(dialect, room, update))

/** Where the time stands in a message of `strokesOf`. */
export const stampAt = (bytes) => bytes.indexOf(MARK) + MARK.length
export const stamp = (bytes, at, timeMs) => {
  bytes.write(String(Math.floor(timeMs)).padStart(DIGITS, '0'), at, 'latin1')
}

/** When the strokes in a message were sent. */
export function stampsIn(payload) {
  const times = []
  for (let at = payload.indexOf(MARK); at >= 0; at = payload.indexOf(MARK, at + MARK.length)) {
    times.push(Number(payload.toString('latin1', at + MARK.length, at + MARK.length + DIGITS)))
  }
  return times.filter((time) => time > 0)
}
