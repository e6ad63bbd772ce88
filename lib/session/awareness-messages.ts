/** What the provider says by awareness, put right on its way out: types are one byte. */
import * as decoding from 'lib0/decoding'
import { messageTypes, motionTypes } from '../protocol/messages.ts'

/**
 * Null for what only repeats others, which the provider does with all that it hears; as *plain awareness* what those know
 * already who are told of movements apart.
 */
export function leavingAs(
  message: Uint8Array,
  own: { readonly clientId: number; readonly isPlain: boolean },
): Uint8Array | null {
  if (message[0] !== messageTypes.awareness) return message
  if (!speaksOf(message, own.clientId)) return null
  if (!own.isPlain) return message
  const plain = message.slice()
  plain[0] = motionTypes.plainPresence
  return plain
}

/** The provider says either what is mine or what is others'. */
function speaksOf(message: Uint8Array, clientId: number): boolean {
  try {
    const decoder = decoding.createDecoder(message)
    decoding.readVarUint(decoder)
    const entries = decoding.createDecoder(decoding.readVarUint8Array(decoder))
    if (decoding.readVarUint(entries) === 0) return true
    return decoding.readVarUint(entries) === clientId
  } catch {
    return true // lib0 throws on what is cut short; that is for the server to say.
  }
}
