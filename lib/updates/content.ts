/** Steps over the content of one struct of a Yjs v1 update, in portions, and tells how many clocks it takes. */
import { type ByteReader, Malformed } from './byte-reader.ts'
import type { UpdateLimits } from './limits.ts'
import { TEXT_PORTION, TextScan } from './text-scan.ts'
import { ValueScan, valueTags } from './value-scan.ts'

export const contentRefs = { deleted: 1, json: 2, binary: 3, string: 4, embed: 5, format: 6, type: 7, any: 8, doc: 9 }

const XML_ELEMENT = 3
const XML_HOOK = 5
const LAST_TYPE = 6
export class ContentReader {
  readonly #reader: ByteReader
  readonly #limits: UpdateLimits
  readonly #values: ValueScan
  #isInValues = false
  #text: TextScan | null = null
  /** The text tells the length. */
  #isString = false
  /** Texts of a list that are still to come. */
  #texts = 0
  /** Options of a document that are still to come. */
  #options = 0
  /** Clocks, once the content is read whole. */
  length = 0
  /** True when it lies in the store already, though Yjs cannot take it. */
  isUnfit = false

  constructor(reader: ByteReader, limits: UpdateLimits) {
    this.#reader = reader
    this.#limits = limits
    this.#values = new ValueScan(reader, limits)
  }

  /** Reads the content that follows; true when it is whole, as nearly all are at once. */
  start(ref: number): boolean {
    this.length = 1
    this.isUnfit = false
    const reader = this.#reader
    switch (ref) {
      case contentRefs.deleted:
        this.length = reader.varUint()
        return true
      case contentRefs.json:
        this.#texts = reader.count()
        this.length = this.#texts
        return this.go()
      case contentRefs.binary:
        reader.skip(reader.varUint())
        return true
      case contentRefs.string:
        return this.#string()
      case contentRefs.embed:
        this.#json()
        return !this.#text
      case contentRefs.format:
        reader.skipString()
        this.#json()
        return !this.#text
      case contentRefs.type:
        skipType(reader)
        return true
      case contentRefs.any:
        this.length = reader.count()
        this.#values.start(this.length)
        this.#isInValues = true
        return this.go()
      case contentRefs.doc:
        this.#startDocument()
        return this.go()
      default:
        throw new Malformed('unknown content')
    }
  }

  /** Reads on; true when it is whole. */
  go(): boolean {
    if (this.#text) {
      if (!this.#text.go()) return false
      if (this.#isString) this.length = this.#text.units
      this.#text = null
      this.#isString = false
      if (this.#texts > 0) return false
    }
    const to = this.#reader.position + TEXT_PORTION
    while (this.#texts > 0 && !this.#text) {
      if (this.#reader.position >= to) return false
      this.#texts--
      this.#json('undefined')
    }
    if (this.#text) return false
    for (;;) {
      if (this.#isInValues && !this.#values.go()) return false
      this.#isInValues = this.#options > 0
      if (!this.#isInValues) return true
      this.#options--
      this.#startOption()
      this.#values.start(1)
    }
  }

  #string(): boolean {
    const size = this.#reader.count()
    if (size <= TEXT_PORTION) {
      this.length = this.#reader.skipText(size)
      return true
    }
    this.#text = new TextScan(this.#reader, size, null)
    this.#isString = true
    return false
  }

  /**
   * Clients take the options as they are for those of a new document, whose id and ways then no longer are what Yjs
   * relies on: only what Yjs itself writes is let in, as it writes it.
   */
  #startDocument(): void {
    const reader = this.#reader
    reader.skipString()
    if (reader.byte() !== valueTags.object) throw new Malformed('options of a document are no object')
    this.#options = reader.count()
  }

  /** The value of the option comes next. */
  #startOption(): void {
    const reader = this.#reader
    const size = reader.count()
    let name = ''
    if (size > MAX_OPTION_LENGTH) reader.skipText(size)
    else name = reader.string(size)
    const tag = reader.bytes[reader.position]
    const isSwitch = SWITCHES.includes(name) && (tag === valueTags.true || tag === valueTags.false)
    if (isSwitch || name === 'meta') return
    if (!this.#limits.isStored) throw new Malformed('unknown options of a document')
    this.isUnfit = true
  }

  #json(alsoAllowed?: string): void {
    const size = this.#reader.count()
    if (size > TEXT_PORTION) {
      this.#text = new TextScan(this.#reader, size, this.#limits.maxValueDepth)
      return
    }
    const text = this.#reader.string(size)
    if (text === alsoAllowed) return
    if (nestingOf(text) > this.#limits.maxValueDepth) throw new Malformed('nested too deeply')
    try {
      JSON.parse(text)
    } catch {
      throw new Malformed('bad JSON')
    }
  }
}

function skipType(reader: ByteReader): void {
  const kind = reader.varUint()
  if (kind > LAST_TYPE) throw new Malformed('unknown shared type')
  if (kind === XML_ELEMENT || kind === XML_HOOK) reader.skipString()
}

/** What a document within a document may say of itself. */
const SWITCHES = ['gc', 'autoLoad']
const MAX_OPTION_LENGTH = 20

/** How deep brackets nest outside of strings. */
function nestingOf(json: string): number {
  let depth = 0
  let deepest = 0
  let isInString = false
  for (let i = 0; i < json.length; i++) {
    const char = json[i]
    if (isInString) {
      if (char === '\\') i++
      else if (char === '"') isInString = false
    } else if (char === '"') isInString = true
    else if (char === '[' || char === '{') deepest = Math.max(deepest, ++depth)
    else if (char === ']' || char === '}') depth--
  }
  return deepest
}
