/**
 * The messages of the two wire dialects that the measured servers speak, precomputed once.
 * Every message that is timed carries a token `@@0000000`: nine bytes that the sender overwrites with a
 * running number and the receiver finds again, so that nothing needs to be decoded while measuring.
 */
import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'

export const TOKEN = '@@0000000'
export const TOKEN_LENGTH = TOKEN.length

/** y-websocket's dialect; `hocuspocus` puts the document's name before each message. */
export const dialects = {
  yjs: { prefix: () => {}, hello: () => [] },
  hocuspocus: {
    prefix: (encoder, room) => encoding.writeVarString(encoder, room),
    hello: (room) => [
      message('hocuspocus', room, (encoder) => {
        encoding.writeVarUint(encoder, 2)
        encoding.writeVarUint(encoder, 0)
        encoding.writeVarString(encoder, 'bench')
      }),
    ],
  },
}

export function message(dialect, room, write) {
  const encoder = encoding.createEncoder()
  dialects[dialect].prefix(encoder, room)
  write(encoder)
  return Buffer.from(encoding.toUint8Array(encoder))
}

export const syncStep1 = (dialect, room, stateVector = new Uint8Array([0])) =>
  message(dialect, room, (encoder) => {
    encoding.writeVarUint(encoder, 0)
    encoding.writeVarUint(encoder, 0)
    encoding.writeVarUint8Array(encoder, stateVector)
  })

/** `step` 1 answers a state vector, 2 is a live update. */
export const syncUpdate = (dialect, room, update, step = 2) =>
  message(dialect, room, (encoder) => {
    encoding.writeVarUint(encoder, 0)
    encoding.writeVarUint(encoder, step)
    encoding.writeVarUint8Array(encoder, update)
  })

/** One cursor entry of `clientId`, like that of a whiteboard: a name, a colour, a place, and the token. */
export function cursor(dialect, room, clientId, clock, x, y) {
  const state = { user: { name: `Person ${clientId}`, color: '#4263eb' }, cursor: { x, y }, t: TOKEN }
  const update = encoding.createEncoder()
  encoding.writeVarUint(update, 1)
  encoding.writeVarUint(update, clientId)
  encoding.writeVarUint(update, clock)
  encoding.writeVarString(update, JSON.stringify(state))
  return message(dialect, room, (encoder) => {
    encoding.writeVarUint(encoder, 1)
    encoding.writeVarUint8Array(encoder, encoding.toUint8Array(update))
  })
}

/** `count` real updates of one client, each a 150-byte shape-like map entry that holds the token. */
export function edits(dialect, room, clientId, count) {
  const doc = new Y.Doc()
  doc.clientID = clientId
  const shapes = doc.getMap('bench')
  const messages = []
  doc.on('update', (update) => messages.push(syncUpdate(dialect, room, update)))
  for (let n = 0; n < count; n++) {
    shapes.set(`${clientId}-${n}`, { x: n, y: n * 2, w: 100, h: 80, stroke: '#1e1e1e', fill: '#ffec99', t: TOKEN })
  }
  doc.destroy()
  return messages
}

/** A board of `size` shapes as one update, in the layout of a whiteboard: a map of maps. */
export function boardOf(size) {
  const doc = new Y.Doc()
  doc.clientID = 7
  const shapes = doc.getMap('shapes')
  doc.transact(() => {
    for (let n = 0; n < size; n++) {
      const shape = new Y.Map()
      shape.set('type', 'geo')
      shape.set('placement', { x: (n % 100) * 120, y: Math.floor(n / 100) * 100, w: 100, h: 80, rotation: 0 })
      shape.set('index', `a${n.toString(36).padStart(5, '0')}`)
      shape.set('stroke', '#1e1e1e')
      shape.set('fill', '#ffec99')
      shape.set('seed', n)
      const text = new Y.Text()
      text.insert(0, `Shape ${n}`)
      shape.set('text', text)
      shapes.set(`shape-${n}`, shape)
    }
  })
  const update = Y.encodeStateAsUpdate(doc)
  const stateVector = Y.encodeStateVector(doc)
  doc.destroy()
  return { update, stateVector }
}

/** How many tokens are in it. */
export const countTokens = (payload) => {
  let count = 0
  for (let at = payload.indexOf('@@'); at >= 0; at = payload.indexOf('@@', at + 2)) count++
  return count
}

/** The varint of an `inkroom.v1` *stored* message (type 100), or null. */
export function storedCount(payload) {
  if (payload[0] !== 100) return null
  let count = 0
  for (let at = 1, shift = 0; at < payload.length; at++, shift += 7) {
    count += (payload[at] & 0x7f) * 2 ** shift
    if (payload[at] < 0x80) break
  }
  return count
}
