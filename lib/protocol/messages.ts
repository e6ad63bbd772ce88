/**
 * The wire, one message per WebSocket message: a varint type, then its body (lib0 encoding).
 * 0 to 3 are y-websocket's; the rest go only to clients that asked for the subprotocol `inkroom.v1`.
 */
export const SUBPROTOCOL = 'inkroom.v1'

export const messageTypes = {
  /** varint step (0 = state vector, 1 = missing updates, 2 = update), then a varint-length byte string. */
  sync: 0,
  /** varint-length byte string: an awareness update. */
  awareness: 1,
  /** varint 0 (permission denied), var string reason. */
  auth: 2,
  /** empty: asks for everyone's presence. */
  queryAwareness: 3,
  /** server to client. varint: how many of this connection's step-2 and update messages are durable. */
  stored: 100,
  /** server to client. var string JSON `{role, title, access}`. */
  role: 101,
  /** server to client. var string JSON, see `Notice`. */
  notice: 102,
} as const
export const syncSteps = { step1: 0, step2: 1, update: 2 } as const
