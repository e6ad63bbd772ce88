/** Awareness messages as lists of entries: client id, clock, and a state that stays bytes. */
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import type { MessageLimits } from './limits.ts'

export interface PresenceEntry {
  readonly clientId: number
  readonly clock: number
  /** UTF-8 JSON text; null when the client is gone. */
  readonly state: Uint8Array | null
}

const GONE = new Uint8Array([110, 117, 108, 108])
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** The entries of an awareness update, or null when it is malformed. States are views into `bytes`. */
export function decodePresence(bytes: Uint8Array, limits: MessageLimits): readonly PresenceEntry[] | null {
  try {
    const decoder = decoding.createDecoder(bytes)
    const count = decoding.readVarUint(decoder)
    if (count > limits.maxPresenceEntries) return null
    const entries: PresenceEntry[] = []
    let size = 0
    for (let i = 0; i < count; i++) {
      const clientId = decoding.readVarUint(decoder)
      const clock = decoding.readVarUint(decoder)
      const state = readBytes(decoder)
      if (!state || state.length > limits.maxPresenceEntryBytes) return null
      size += state.length
      if (size > limits.maxPresenceBytes) continue
      if (!isJson(state)) return null
      entries.push({ clientId, clock, state: isGone(state) ? null : state })
    }
    return decoding.hasContent(decoder) ? null : entries
  } catch {
    return null // lib0 throws on truncated numbers; that is what malformed means here.
  }
}

export function encodePresence(entries: readonly PresenceEntry[]): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, entries.length)
  for (const { clientId, clock, state } of entries) {
    encoding.writeVarUint(encoder, clientId)
    encoding.writeVarUint(encoder, clock)
    encoding.writeVarUint8Array(encoder, state ?? GONE)
  }
  return encoding.toUint8Array(encoder)
}

/** lib0's own reader makes a view past the end of a short buffer throw late; here it is checked. */
function readBytes(decoder: decoding.Decoder): Uint8Array | null {
  const size = decoding.readVarUint(decoder)
  return size > decoder.arr.length - decoder.pos ? null : decoding.readUint8Array(decoder, size)
}

/** Every stock client parses each state without a guard: one bad entry would throw in all of them. */
function isJson(state: Uint8Array): boolean {
  try {
    JSON.parse(utf8.decode(state))
    return true
  } catch {
    return false
  }
}

const isGone = (state: Uint8Array): boolean =>
  state.length === GONE.length && state.every((byte, i) => byte === GONE[i])
