/** The wire's one reader and writer. Decoding is total: any bytes give a message or a reason. */
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { type Failure, fail, ok, type Result } from '../base/result.ts'
import { joiningBytes, type Steps } from '../base/steps.ts'
import type { Floor } from './grant.ts'
import type { MessageLimits } from './limits.ts'
import { messageTypes, motionTypes, syncSteps } from './messages.ts'
import { type Motion, readMotion } from './motion.ts'
import { decodePresence, encodePresence, type PresenceEntry } from './presence-entries.ts'

export type ClientMessage =
  | { readonly type: 'step1'; readonly stateVector: Uint8Array }
  | { readonly type: 'step2'; readonly update: Uint8Array }
  | { readonly type: 'update'; readonly update: Uint8Array }
  | { readonly type: 'presence'; readonly entries: readonly PresenceEntry[] }
  | { readonly type: 'queryPresence' }
  /** Awareness of what those who read `inkroom.v2` know already. */
  | { readonly type: 'plainPresence'; readonly entries: readonly PresenceEntry[] }
  | { readonly type: 'motion'; readonly motion: Motion }

/** One handler per message: a new message does not compile until somebody handles it. `Sender` is whose it is. */
export type ClientHandlers<Outcome, Sender> = {
  readonly [Type in ClientMessage['type']]: (message: Extract<ClientMessage, { type: Type }>, sender: Sender) => Outcome
}

/** Byte strings in the result are views into `bytes`. */
export function decodeClientMessage(
  bytes: Uint8Array,
  limits: MessageLimits,
): Result<ClientMessage, Failure<'malformed-message'>> {
  try {
    const decoder = decoding.createDecoder(bytes)
    const type = decoding.readVarUint(decoder)
    if (type === messageTypes.sync) return decodeSync(decoder, limits)
    if (type === messageTypes.awareness || type === motionTypes.plainPresence) {
      const entries = decodePresence(readBody(decoder), limits)
      if (!entries) return malformed('presence')
      return ok({ type: type === messageTypes.awareness ? 'presence' : 'plainPresence', entries })
    }
    if (type === motionTypes.motion) return ok({ type: 'motion', motion: readMotion(decoder) })
    if (type === messageTypes.queryAwareness && !decoding.hasContent(decoder)) return ok({ type: 'queryPresence' })
    return malformed('message type')
  } catch {
    return malformed('message') // lib0 throws on truncated input.
  }
}

/** Hands a message to its handler. */
export const handleClientMessage = <Outcome, Sender>(
  message: ClientMessage,
  sender: Sender,
  handlers: ClientHandlers<Outcome, Sender>,
): Outcome => (handlers[message.type] as (message: ClientMessage, sender: Sender) => Outcome)(message, sender)

function decodeSync(
  decoder: decoding.Decoder,
  limits: MessageLimits,
): Result<ClientMessage, Failure<'malformed-message'>> {
  const step = decoding.readVarUint(decoder)
  const body = readBody(decoder)
  if (step === syncSteps.step1) {
    return body.length > limits.maxStateVectorBytes
      ? malformed('state vector')
      : ok({ type: 'step1', stateVector: body })
  }
  if (step === syncSteps.step2) return ok({ type: 'step2', update: body })
  if (step === syncSteps.update) return ok({ type: 'update', update: body })
  return malformed('sync step')
}

/** The byte string that must be the rest of the message. */
function readBody(decoder: decoding.Decoder): Uint8Array {
  const size = decoding.readVarUint(decoder)
  if (size !== decoder.arr.length - decoder.pos) throw new Error('length does not match')
  return decoding.readUint8Array(decoder, size)
}

const VARINT_MAX = 127
const VARINT_STEP = 128

const malformed = (what: string) => fail('malformed-message', `malformed ${what}`)

function encodeMessage(type: number, write: (encoder: encoding.Encoder) => void): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, type)
  write(encoder)
  return encoding.toUint8Array(encoder)
}

/** One exact copy instead of an encoder that grows: this runs for every change, and boards are megabytes. */
function encodeSync(step: number, body: Uint8Array): Uint8Array {
  const head = syncHead(step, body.length)
  const message = new Uint8Array(head.length + body.length)
  message.set(head)
  message.set(body, head.length)
  return message
}

/** Type, step and the length of what follows. */
function syncHead(step: number, bodyBytes: number): readonly number[] {
  const head: number[] = [messageTypes.sync, step]
  let rest = bodyBytes
  for (; rest > VARINT_MAX; rest = Math.floor(rest / VARINT_STEP)) head.push((rest % VARINT_STEP) | VARINT_STEP)
  head.push(rest)
  return head
}

/** The same from parts, in steps: for what is long. */
export function* encodingUpdate(parts: readonly Uint8Array[]): Steps<Uint8Array> {
  const size = parts.reduce((sum, { length }) => sum + length, 0)
  return yield* joiningBytes([Uint8Array.from(syncHead(syncSteps.update, size)), ...parts])
}

export const encodeStep1 = (stateVector: Uint8Array): Uint8Array => encodeSync(syncSteps.step1, stateVector)
export const encodeStep2 = (update: Uint8Array): Uint8Array => encodeSync(syncSteps.step2, update)
export const encodeUpdate = (update: Uint8Array): Uint8Array => encodeSync(syncSteps.update, update)

export const encodePresenceMessage = (entries: readonly PresenceEntry[]): Uint8Array =>
  encodePresenceAs(messageTypes.awareness, entries)
export const encodePlainPresence = (entries: readonly PresenceEntry[]): Uint8Array =>
  encodePresenceAs(motionTypes.plainPresence, entries)
const encodePresenceAs = (type: number, entries: readonly PresenceEntry[]): Uint8Array =>
  encodeMessage(type, (encoder) => encoding.writeVarUint8Array(encoder, encodePresence(entries)))

const PERMISSION_DENIED = 0
export const encodeDenied = (reason: string): Uint8Array =>
  encodeMessage(messageTypes.auth, (encoder) => {
    encoding.writeVarUint(encoder, PERMISSION_DENIED)
    encoding.writeVarString(encoder, reason)
  })

export const encodeStored = (count: number): Uint8Array =>
  encodeMessage(messageTypes.stored, (encoder) => encoding.writeVarUint(encoder, count))

/**
 * What one may do, and the rules of the room. No title: the record cannot be read, and what was known before holds. The
 * facts may hold more, which is nobody's business.
 */
export function encodeRole(
  { role, openRole = role }: { readonly role: string; readonly openRole?: string },
  facts: {
    readonly title?: string
    readonly access?: string
    readonly birth?: string
    readonly floor?: Floor
    readonly lead?: number | null
    readonly expiryDays?: number
  },
): Uint8Array {
  const { title, access = 'edit', birth = null, floor = 'open', lead = null, expiryDays } = facts
  const told = { role, title, access, birth, floor, openRole, lead, expiryDays }
  return encodeMessage(messageTypes.role, (encoder) => encoding.writeVarString(encoder, JSON.stringify(told)))
}

export const encodeNotice = (notice: unknown): Uint8Array =>
  encodeMessage(messageTypes.notice, (encoder) => encoding.writeVarString(encoder, JSON.stringify(notice)))
