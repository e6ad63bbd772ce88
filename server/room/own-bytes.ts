/**
 * Bytes to keep. Messages are views into what the socket read: a small view is copied, so that it holds no large buffer, and
 * one that is most of its buffer is left where it is.
 */
export const ownBytes = (bytes: Uint8Array): Uint8Array =>
  bytes.byteLength * 2 < bytes.buffer.byteLength ? new Uint8Array(bytes) : bytes
