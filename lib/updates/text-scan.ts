/** Checks long text in portions: that it is UTF-8, how many clocks it takes, and whether it is JSON. */
import { type ByteReader, Malformed } from './byte-reader.ts'
import { JsonScan } from './json-scan.ts'

/** Bytes that are looked at at once; shorter text is read by the engine's own parser. */
export const TEXT_PORTION = 16 * 1024

export class TextScan {
  readonly #reader: ByteReader
  readonly #end: number
  readonly #json: JsonScan | null
  readonly #decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  /** UTF-16 units so far. */
  units = 0

  /** The reader stands at the first of `size` bytes. `jsonDepth`: how deep JSON may nest; null: any text. */
  constructor(reader: ByteReader, size: number, jsonDepth: number | null) {
    if (size > reader.remaining) throw new Malformed('ends too early')
    this.#reader = reader
    this.#end = reader.position + size
    this.#json = jsonDepth === null ? null : new JsonScan(jsonDepth)
  }

  /** Looks at the next portion; true when that was the last. */
  go(): boolean {
    const { position, bytes } = this.#reader
    const to = Math.min(this.#end, position + TEXT_PORTION)
    const text = this.#decode(bytes.subarray(position, to), { stream: to < this.#end })
    this.units += text.length
    this.#json?.take(text)
    this.#reader.position = to
    if (to < this.#end) return false
    this.#json?.end()
    return true
  }

  #decode(bytes: Uint8Array, options: { readonly stream: boolean }): string {
    try {
      return this.#decoder.decode(bytes, options)
    } catch {
      throw new Malformed('text is not UTF-8')
    }
  }
}
