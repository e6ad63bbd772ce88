/** WebSocket close codes. 4400-4499: stop (a stock y-websocket client obeys); 4500-4599: come back later. */
export const closeCodes = {
  goingAway: 1001,
  textMessage: 1003,
  tooBig: 1009,
  internalError: 1011,
  malformed: 4400,
  badToken: 4401,
  notAllowed: 4403,
  noSuchRoom: 4404,
  gone: 4410,
  roomFull: 4413,
  tooFast: 4429,
  storageFailed: 4500,
  unavailable: 4503,
} as const
/** Reasons that say more than their code; programs may rely on them. */
export const closeReasons = {
  /** With `unavailable`: all places are taken. */
  roomFull: 'room-full',
  /** With `gone`: for good, nothing is taken for this id any more. */
  roomDeleted: 'room-deleted',
  /** With `gone`: the copy is of a room that was here before this one. */
  otherBirth: 'other-birth',
  /** With `gone`: a facilitator has asked this person to leave. */
  removed: 'removed',
} as const

export type CloseCode = (typeof closeCodes)[keyof typeof closeCodes]

/** The reason that comes with `notAllowed` when the server does not know the address of the page; the problem's code too. */
export const WRONG_ORIGIN = 'origin-not-allowed'
