/** Long values, as every storage keeps them that outlives the process: in pieces, and nothing in the place of the value. */

/** A value that is longer lies in pieces of this length. */
export const PIECE_BYTES = 512 * 1024

export const isLong = (bytes: Uint8Array): boolean => bytes.length > PIECE_BYTES

/** No update and no snapshot is empty. A record may be; it has no pieces then. */
const IN_PIECES = Buffer.alloc(0)

/** What stands in the place of a value: itself, or nothing when it lies in pieces. */
export const inPlace = (bytes: Uint8Array): Buffer => (isLong(bytes) ? IN_PIECES : asBuffer(bytes))

/** Told instead of something shorter. */
export const damaged = (missing: string): Error => new Error(`the storage is damaged: ${missing} is missing`)

/** The same bytes as a `Buffer`, which is what drivers take; nothing is copied. */
export const asBuffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
