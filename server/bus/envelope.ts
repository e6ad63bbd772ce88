/** Who says something, and the how-manieth thing it is. */
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'

export interface Envelope {
  readonly process: string
  /** Which time the process joined the room; 0 when it speaks from outside. */
  readonly session: number
  /** Counts up from 1 in a session; 0 is the end of it. */
  readonly number: number
  /** Empty: the number of the last message, repeated. */
  readonly message: Uint8Array
}

/** Processes of different kinds on one bus ignore one another. */
const VERSION = 1

export function encodeEnvelope({ process, session, number, message }: Envelope): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, VERSION)
  encoding.writeVarString(encoder, process)
  encoding.writeVarUint(encoder, session)
  encoding.writeVarUint(encoder, number)
  encoding.writeUint8Array(encoder, message)
  return encoding.toUint8Array(encoder)
}

/** null when it is no message of ours. The message is a view. */
export function decodeEnvelope(bytes: Uint8Array): Envelope | null {
  try {
    const decoder = decoding.createDecoder(bytes)
    if (decoding.readVarUint(decoder) !== VERSION) return null
    const process = decoding.readVarString(decoder)
    const session = decoding.readVarUint(decoder)
    const number = decoding.readVarUint(decoder)
    return { process, session, number, message: bytes.subarray(decoder.pos) }
  } catch {
    return null // lib0 throws on what is cut short.
  }
}
