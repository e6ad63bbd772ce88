/**
 * Long messages of a WebSocket, taken in as they come. `ws` keeps what has come of a frame and then copies and unmasks all
 * of it in one step, and joins fragments in another: with a few frames of megabytes nobody else is served meanwhile. Here
 * each piece goes to its place when it comes. Everything else goes to `ws` as it is, which judges it, too.
 */

/** Longer frames are taken in here, and so are messages in fragments. */
export const LONG_BYTES = 64 * 1024
/** More make no message any more, however short they are. */
export const MAX_FRAGMENTS = 16 * 1024

const MAX_HEAD = 14
const SHORT_HEAD = 2
const MASK_BYTES = 4
const FINAL = 0x80
const MASKED = 0x80
const RESERVED_BITS = 0x70
const opcodes = { continuation: 0, text: 1, binary: 2, close: 8, pong: 10 } as const
/** A final continuation of nothing: `ws` refuses it as out of order. */
const OUT_OF_ORDER = Buffer.from([FINAL | opcodes.continuation, MASKED])

export interface LongMessagesOptions {
  readonly maxBytes: number
  /** To `ws`; false when it wants to be waited for. */
  readonly pass: (piece: Buffer) => boolean
  readonly take: (message: Uint8Array, isBinary: boolean) => void
  /** It came in too many fragments; nothing more is taken. */
  readonly tooMany: () => void
}

/** The beginning of a frame. */
interface Head {
  readonly opcode: number
  readonly isFinal: boolean
  readonly length: number
  readonly mask: Buffer
}

interface Message {
  readonly isBinary: boolean
  bytes: Uint8Array
  size: number
  fragments: number
}

interface Payload {
  readonly message: Message
  readonly head: Head
  left: number
  /** Where in the mask the next byte stands. */
  turn: number
}

export class LongMessages {
  readonly #options: LongMessagesOptions
  readonly #head = Buffer.alloc(MAX_HEAD)
  #headLength = 0
  /** What is still to come of a frame for `ws`. */
  #passing = 0
  /** The message that is being taken in, between its fragments too. */
  #message: Message | null = null
  #payload: Payload | null = null
  /** Nothing is read any more. */
  #isDeaf = false
  /** `ws` has the word: a close, or something that is no frame. */
  #isOver = false

  constructor(options: LongMessagesOptions) {
    this.#options = options
  }

  /** What came over the line. False when `ws` wants to be waited for. */
  write(chunk: Buffer): boolean {
    let goesOn = true
    let from = 0
    const passUpTo = (to: number): void => {
      if (to > from) goesOn = this.#options.pass(chunk.subarray(from, to))
      from = to
    }
    let at = 0
    while (at < chunk.length && !this.#isOver) {
      if (this.#payload) {
        at += this.#fill(this.#payload, chunk, at)
        from = at
      } else if (this.#passing > 0) {
        const count = Math.min(this.#passing, chunk.length - at)
        this.#passing -= count
        at += count
      } else {
        // The beginning of a frame may be torn: it is held back until it is known whose the frame is.
        const held = this.#headLength
        const headAt = at
        at += this.#readHead(chunk, at)
        if (!this.#isHeadWhole()) {
          passUpTo(headAt)
          from = at
          continue
        }
        const isTaken = this.#begin(() => passUpTo(headAt))
        if (!isTaken && held > 0) goesOn = this.#options.pass(Buffer.from(this.#head.subarray(0, this.#headLength)))
        if (isTaken || held > 0) from = at
        this.#headLength = 0
      }
    }
    if (!this.#isDeaf) passUpTo(chunk.length)
    return goesOn
  }

  /** Bytes of the chunk that belong to the head. */
  #readHead(chunk: Buffer, from: number): number {
    let at = from
    while (at < chunk.length && !this.#isHeadWhole()) this.#head[this.#headLength++] = chunk[at++]
    return at - from
  }

  #isHeadWhole(): boolean {
    if (this.#headLength < SHORT_HEAD) return false
    // What `ws` refuses by its first two bytes need not be longer.
    return this.#isRefused() || this.#headLength === SHORT_HEAD + lengthBytes(this.#head[1]) + MASK_BYTES
  }

  #isRefused(): boolean {
    const opcode = this.#head[0] & 0x0f
    const isKnown = opcode <= opcodes.binary || (opcode >= opcodes.close && opcode <= opcodes.pong)
    return !isKnown || (this.#head[0] & RESERVED_BITS) !== 0 || (this.#head[1] & MASKED) === 0
  }

  /** True when the frame whose head is read is taken in here; what came before it is passed on first. */
  #begin(passBefore: () => void): boolean {
    if (this.#isRefused()) {
      this.#isOver = true
      return false
    }
    const head = readHead(this.#head)
    if (head.opcode >= opcodes.close) {
      this.#isOver = head.opcode === opcodes.close
      this.#passing = head.length
      return false
    }
    if (head.opcode === opcodes.continuation ? !this.#message : !this.#isOurs(head)) {
      this.#passing = head.length
      return false
    }
    passBefore()
    if (head.opcode !== opcodes.continuation && this.#message) return this.#refuse(OUT_OF_ORDER)
    this.#message ??= { isBinary: head.opcode === opcodes.binary, bytes: new Uint8Array(0), size: 0, fragments: 0 }
    const { size, fragments } = this.#message
    if (fragments >= MAX_FRAGMENTS) {
      this.#isDeaf = true
      return this.#end(this.#options.tooMany)
    }
    if (size + head.length > this.#options.maxBytes) return this.#refuse(headOf(this.#options.maxBytes + 1))
    this.#makePlace(this.#message, head)
    const payload = { message: this.#message, head, left: head.length, turn: 0 }
    if (head.length > 0) this.#payload = payload
    else this.#endFrame(payload)
    return true
  }

  /** Too long ones are refused by `ws`, as long as it is one frame. */
  #isOurs({ isFinal, length }: Head): boolean {
    if (this.#message || !isFinal) return true
    return length > LONG_BYTES && length <= this.#options.maxBytes
  }

  /** Lets `ws` say what is wrong. */
  #refuse(frame: Buffer): true {
    return this.#end(() => this.#options.pass(frame))
  }

  #end(say: () => void): true {
    this.#isOver = true
    this.#message = null
    say()
    return true
  }

  /** How long a message in fragments becomes nobody says: it has room for twice what has come of it at most. */
  #makePlace(message: Message, { isFinal, length }: Head): void {
    const needed = message.size + length
    if (needed <= message.bytes.length) return
    const isAll = isFinal && message.fragments === 0
    const roomy = Math.min(this.#options.maxBytes, Math.max(LONG_BYTES, needed, 2 * message.bytes.length))
    const place = new Uint8Array(isAll ? needed : roomy)
    place.set(message.bytes.subarray(0, message.size))
    message.bytes = place
  }

  /** Unmasks what has come; gives how many bytes that were. */
  #fill(payload: Payload, chunk: Buffer, from: number): number {
    const { message, turn } = payload
    const { bytes, size } = message
    const { mask } = payload.head
    const count = Math.min(payload.left, chunk.length - from)
    for (let i = 0; i < count; i++) bytes[size + i] = chunk[from + i] ^ mask[(turn + i) & 3]
    message.size += count
    payload.turn = (turn + count) & 3
    payload.left -= count
    if (payload.left === 0) this.#endFrame(payload)
    return count
  }

  #endFrame({ message, head }: Payload): void {
    this.#payload = null
    message.fragments++
    if (!head.isFinal) return
    this.#message = null
    this.#options.take(message.bytes.subarray(0, message.size), message.isBinary)
  }
}

function lengthBytes(second: number): number {
  const short = second & 0x7f
  return short === 126 ? 2 : short === 127 ? 8 : 0
}

function readHead(bytes: Buffer): Head {
  const size = lengthBytes(bytes[1])
  const maskAt = SHORT_HEAD + size
  return {
    opcode: bytes[0] & 0x0f,
    isFinal: (bytes[0] & FINAL) !== 0,
    length:
      size === 0 ? bytes[1] & 0x7f : size === 2 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(SHORT_HEAD)),
    mask: Buffer.from(bytes.subarray(maskAt, maskAt + MASK_BYTES)),
  }
}

/** The head of a final binary frame of so many bytes. */
function headOf(length: number): Buffer {
  const head = Buffer.alloc(MAX_HEAD)
  head[0] = FINAL | opcodes.binary
  head[1] = MASKED | 127
  head.writeBigUInt64BE(BigInt(length), SHORT_HEAD)
  return head
}
