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

/** All of `inkroom.v1`, and movements apart from the rest of presence. */
export const SUBPROTOCOL_2 = 'inkroom.v2'
/** Best first. */
export const SUBPROTOCOLS: readonly string[] = [SUBPROTOCOL_2, SUBPROTOCOL]

/** What `inkroom.v2` adds; see motion.ts. */
export const motionTypes = {
  /** client to server: one `Motion`. server to client: lists of `MotionEntry`. */
  motion: 103,
  /** client to server: as awareness, for those who read nothing else; what others know already. */
  plainPresence: 104,
  /** server to client: which number stands for which client id. */
  movers: 105,
  /** server to client, first of all: varint 1 while somebody here reads awareness states only, else 0. */
  audience: 106,
} as const
