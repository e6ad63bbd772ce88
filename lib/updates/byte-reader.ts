/** Reads lib0's encodings without building the values; every read checks its bounds. */

/** Thrown inside this folder only; `validateUpdate` turns it into a failure. */
export class Malformed extends Error {}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Longest name of a root, a key or a format: it is read in one go, other text in portions. */
const MAX_NAME_BYTES = 1024 * 1024

export class ByteReader {
  readonly bytes: Uint8Array
  position = 0

  constructor(bytes: Uint8Array) {
    this.bytes = bytes
  }

  get remaining(): number {
    return this.bytes.length - this.position
  }

  byte(): number {
    if (this.position >= this.bytes.length) throw new Malformed('ends too early')
    return this.bytes[this.position++]
  }

  varUint(): number {
    let byte = this.byte()
    if (byte < 128) return byte
    let value = byte & 127
    let factor = 128
    for (;;) {
      byte = this.byte()
      value += (byte & 127) * factor
      if (value > Number.MAX_SAFE_INTEGER) throw new Malformed('number too large')
      if (byte < 128) return value
      factor *= 128
      if (factor > Number.MAX_SAFE_INTEGER) throw new Malformed('number too long')
    }
  }

  /** A signed number; only its bounds matter here. */
  skipVarInt(): void {
    let byte = this.byte()
    let value = byte & 63
    let factor = 64
    while (byte >= 128) {
      byte = this.byte()
      value += (byte & 127) * factor
      factor *= 128
      if (value > Number.MAX_SAFE_INTEGER || factor > 2 ** 60) throw new Malformed('number too large')
    }
  }

  skip(count: number): void {
    if (count > this.remaining) throw new Malformed('ends too early')
    this.position += count
  }

  /** A count of things that take at least one byte each. */
  count(): number {
    const count = this.varUint()
    if (count > this.remaining) throw new Malformed('claims more than it holds')
    return count
  }

  /** Skips a name; gives its length in UTF-16 units, which is what clocks count. */
  skipString(): number {
    const size = this.count()
    if (size > MAX_NAME_BYTES) throw new Malformed('has a name that is too long')
    return this.skipText(size)
  }

  /** The same for text whose size is known. */
  skipText(size: number): number {
    if (size > this.remaining) throw new Malformed('ends too early')
    const end = this.position + size
    for (let at = this.position; at < end; at++) {
      if (this.bytes[at] > 127) return this.string(size).length
    }
    this.position = end
    return size
  }

  /** The text of the next `size` bytes. */
  string(size: number): string {
    if (size > this.remaining) throw new Malformed('ends too early')
    const start = this.position
    this.position += size
    try {
      return decoder.decode(this.bytes.subarray(start, this.position))
    } catch {
      throw new Malformed('text is not UTF-8')
    }
  }
}
