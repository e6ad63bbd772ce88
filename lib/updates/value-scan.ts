/** Steps over lib0's encoded values in portions, with a list of its own of what is open: foreign values nest and repeat. */
import { type ByteReader, Malformed } from './byte-reader.ts'
import type { UpdateLimits } from './limits.ts'
import { TEXT_PORTION, TextScan } from './text-scan.ts'

export const valueTags = { true: 120, false: 121, object: 118 }

export class ValueScan {
  readonly #reader: ByteReader
  readonly #maxDepth: number
  /** What is left of each that is open, the outermost first, doubled; odd for an object. */
  #open: number[] = []
  #text: TextScan | null = null
  /** The key of the next value has been read. */
  #hasKey = false

  constructor(reader: ByteReader, limits: UpdateLimits) {
    this.#reader = reader
    this.#maxDepth = limits.maxValueDepth
  }

  /** `count` values follow. */
  start(count: number): void {
    this.#open = [count * 2]
  }

  /** Looks at the next portion; true when that was the last. */
  go(): boolean {
    if (this.#text) {
      if (!this.#text.go()) return false
      this.#text = null
    }
    const to = this.#reader.position + TEXT_PORTION
    while (!this.#text) {
      // What is whole stays open until here, so that whatever it held last was counted as within it.
      while (this.#open.length > 0 && this.#open[this.#open.length - 1] < 2) this.#open.pop()
      if (this.#open.length === 0) return true
      if (this.#reader.position >= to) return false
      this.#one()
    }
    return false
  }

  #one(): void {
    const top = this.#open.length - 1
    if (this.#open[top] % 2 === 1 && !this.#hasKey) {
      this.#hasKey = true
      skipKey(this.#reader, (size) => this.#string(size))
      if (this.#text) return
    }
    this.#hasKey = false
    this.#open[top] -= 2
    this.#value()
  }

  #value(): void {
    const reader = this.#reader
    switch (reader.byte()) {
      case 127:
      case 126:
      case valueTags.false:
      case valueTags.true:
        return
      case 125:
        reader.skipVarInt()
        return
      case 124:
        reader.skip(4)
        return
      case 123:
      case 122:
        reader.skip(8)
        return
      case 119:
        this.#string(reader.count())
        return
      case valueTags.object:
        this.#enter(reader.count() * 2 + 1)
        return
      case 117:
        this.#enter(reader.count() * 2)
        return
      case 116:
        reader.skip(reader.varUint())
        return
      default:
        throw new Malformed('unknown value')
    }
  }

  #enter(marked: number): void {
    if (this.#open.length > this.#maxDepth) throw new Malformed('nested too deeply')
    this.#open.push(marked)
  }

  #string(size: number): void {
    if (size <= TEXT_PORTION) this.#reader.skipText(size)
    else this.#text = new TextScan(this.#reader, size, null)
  }
}

/** A client assigns the value under this key, so the one name that would change a prototype is refused. */
function skipKey(reader: ByteReader, skip: (size: number) => void): void {
  const size = reader.count()
  if (size === PROTO.length) {
    const start = reader.position
    let at = 0
    while (at < size && reader.bytes[start + at] === PROTO.charCodeAt(at)) at++
    if (at === size) throw new Malformed('forbidden key')
  }
  skip(size)
}
const PROTO = '__proto__'
