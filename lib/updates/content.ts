/** Skips the content of one struct of a Yjs v1 update and tells how many clocks it takes. */
import { type ByteReader, Malformed } from './byte-reader.ts'
import type { UpdateLimits } from './limits.ts'

export const contentRefs = { deleted: 1, json: 2, binary: 3, string: 4, embed: 5, format: 6, type: 7, any: 8, doc: 9 }

const XML_ELEMENT = 3
const XML_HOOK = 5
const LAST_TYPE = 6
const ANY_OBJECT = 118

export function skipContent(reader: ByteReader, ref: number, limits: UpdateLimits): number {
  switch (ref) {
    case contentRefs.deleted:
      return reader.varUint()
    case contentRefs.json: {
      const count = reader.count()
      for (let i = 0; i < count; i++) skipJson(reader, limits, 'undefined')
      return count
    }
    case contentRefs.binary:
      reader.skip(reader.varUint())
      return 1
    case contentRefs.string:
      return reader.skipString()
    case contentRefs.embed:
      skipJson(reader, limits)
      return 1
    case contentRefs.format:
      reader.skipString()
      skipJson(reader, limits)
      return 1
    case contentRefs.type:
      skipType(reader)
      return 1
    case contentRefs.any: {
      const count = reader.count()
      for (let i = 0; i < count; i++) skipAny(reader, limits.maxValueDepth)
      return count
    }
    case contentRefs.doc:
      reader.skipString()
      // A client reads options from this value, so anything but an object would make it throw.
      if (reader.bytes[reader.position] !== ANY_OBJECT) throw new Malformed('options of a document are no object')
      skipAny(reader, limits.maxValueDepth)
      return 1
    default:
      throw new Malformed('unknown content')
  }
}

function skipType(reader: ByteReader): void {
  const kind = reader.varUint()
  if (kind > LAST_TYPE) throw new Malformed('unknown shared type')
  if (kind === XML_ELEMENT || kind === XML_HOOK) reader.skipString()
}

function skipJson(reader: ByteReader, limits: UpdateLimits, alsoAllowed?: string): void {
  const text = reader.string(reader.count())
  if (text === alsoAllowed) return
  if (nestingOf(text) > limits.maxValueDepth) throw new Malformed('nested too deeply')
  try {
    JSON.parse(text)
  } catch {
    throw new Malformed('bad JSON')
  }
}

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

function skipAny(reader: ByteReader, depth: number): void {
  if (depth < 0) throw new Malformed('nested too deeply')
  const tag = reader.byte()
  switch (tag) {
    case 127:
    case 126:
    case 121:
    case 120:
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
      reader.skipString()
      return
    case ANY_OBJECT: {
      const count = reader.count()
      for (let i = 0; i < count; i++) {
        skipKey(reader)
        skipAny(reader, depth - 1)
      }
      return
    }
    case 117: {
      const count = reader.count()
      for (let i = 0; i < count; i++) skipAny(reader, depth - 1)
      return
    }
    case 116:
      reader.skip(reader.varUint())
      return
    default:
      throw new Malformed('unknown value')
  }
}

/** A client assigns the value under this key, so the one name that would change a prototype is refused. */
function skipKey(reader: ByteReader): void {
  const start = reader.position
  reader.skipString()
  if (reader.position - start === PROTO.length + 1) {
    for (let i = 0; i < PROTO.length; i++) if (reader.bytes[start + 1 + i] !== PROTO.charCodeAt(i)) return
    throw new Malformed('forbidden key')
  }
}
const PROTO = '__proto__'
