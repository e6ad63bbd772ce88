/**
 * What the processes that serve a room say to one another: one message a tick, as a list of parts. A part that is not known
 * comes from a newer version and is skipped: its tag is followed by the number of its bytes, as of all that are to come.
 */
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { z } from 'zod'
import { roles } from '../../lib/protocol/grant.ts'
import { type Motion, readMotion, writeMotion } from '../../lib/protocol/motion.ts'
import { decodePresence, encodePresence, type PresenceEntry } from '../../lib/protocol/presence-entries.ts'
import type { PeerCommand } from './room.ts'

const place = z.number().int().min(0)

const orderSchema: z.ZodType<PeerCommand> = z.discriminatedUnion('name', [
  z.object({ name: z.literal('pass'), linkId: z.string(), role: z.enum(roles), token: z.string() }),
  z.object({ name: z.enum(['watch', 'lower-hand', 'remove']) }),
])

/** Small parts travel as JSON. */
const wordSchema = z.discriminatedUnion('name', [
  /** I hear you from now on: say who is there. */
  z.object({ name: z.literal('hello') }),
  z.object({ name: z.literal('peers'), count: place }),
  /** Somebody there reads awareness states only. */
  z.object({ name: z.literal('plain'), isThere: z.boolean() }),
  /** Say yourselves anew: everyone, or those with a clock beyond the one named. */
  z.object({ name: z.literal('renew'), everyone: z.boolean(), clocks: z.array(z.tuple([place, place])) }),
  z.object({ name: z.literal('arrival'), arrival: z.enum(['joined', 'left']), who: z.string() }),
  /** Positions of the sender's log after `after` up to `upTo` have these numbers in storage; see StoredRange. */
  z.object({ name: z.literal('stored'), after: place.nullable(), upTo: place, first: place, last: place }),
  z.object({ name: z.literal('notice'), notice: z.unknown() }),
  /** Who may do what has changed: look at every grant again. */
  z.object({ name: z.literal('regrant') }),
  /** A facilitator's word about one who may be joined there. */
  z.object({ name: z.literal('order'), clientId: place, order: orderSchema }),
  z.object({ name: z.literal('deleted') }),
  /** What I had stored before I heard of you, you may have read too early to find. */
  z.object({ name: z.literal('reread') }),
])

const named = z.object({ name: z.string() })
const known = new Set(wordSchema.options.map(({ shape }) => shape.name.value as string))

export type BusPart =
  | z.infer<typeof wordSchema>
  /** Positions of the sender's log after `after` up to `upTo`. */
  | { readonly name: 'update'; readonly after: number; readonly upTo: number; readonly bytes: Uint8Array }
  /** `isWhole`: all who are joined there, and nobody else. */
  | {
      readonly name: 'presence'
      readonly isWhole: boolean
      /** Those who are told of movements know it already. */
      readonly isPlain?: boolean
      readonly entries: readonly PresenceEntry[]
    }
  | { readonly name: 'motion'; readonly motions: readonly Pick<Motion, 'clientId' | 'place' | 'step'>[] }

const tags = { word: 0, update: 1, presence: 2, wholePresence: 3, plainPresence: 4, motion: 5 } as const
const UNSEEN = { view: null, followed: [] } as const
const MAX_PARTS = 10_000
/** What the other process let in has passed the limits of its peers; together they may be more than one of them. */
const presenceLimits = {
  maxPresenceEntries: 1_000_000,
  maxPresenceEntryBytes: 1024 * 1024 * 1024,
  maxPresenceBytes: 1024 * 1024 * 1024,
  maxStateVectorBytes: 0,
}

export function encodeBusMessage(parts: readonly BusPart[]): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, parts.length)
  for (const part of parts) {
    if (part.name === 'update') {
      encoding.writeVarUint(encoder, tags.update)
      encoding.writeVarUint(encoder, part.after)
      encoding.writeVarUint(encoder, part.upTo)
      encoding.writeVarUint8Array(encoder, part.bytes)
    } else if (part.name === 'presence') {
      const tag = part.isPlain ? tags.plainPresence : part.isWhole ? tags.wholePresence : tags.presence
      encoding.writeVarUint(encoder, tag)
      encoding.writeVarUint8Array(encoder, encodePresence(part.entries))
    } else if (part.name === 'motion') {
      encoding.writeVarUint(encoder, tags.motion)
      encoding.writeVarUint(encoder, part.motions.length)
      for (const motion of part.motions) {
        const one = encoding.createEncoder()
        writeMotion(one, { ...motion, ...UNSEEN })
        encoding.writeVarUint8Array(encoder, encoding.toUint8Array(one))
      }
    } else {
      encoding.writeVarUint(encoder, tags.word)
      encoding.writeVarString(encoder, JSON.stringify(part))
    }
  }
  return encoding.toUint8Array(encoder)
}

/** The parts, or null when they cannot be read: another version, or no process of ours. */
export function decodeBusMessage(bytes: Uint8Array): readonly BusPart[] | null {
  try {
    const decoder = decoding.createDecoder(bytes)
    const count = decoding.readVarUint(decoder)
    if (count > MAX_PARTS) return null
    const parts: BusPart[] = []
    for (let i = 0; i < count; i++) {
      const part = readPart(decoder)
      if (part === 'unreadable') return null
      if (part !== 'unknown') parts.push(part)
    }
    return parts
  } catch {
    return null // lib0 and JSON throw on what is cut short; that is what unreadable means here.
  }
}

function readPart(decoder: decoding.Decoder): BusPart | 'unknown' | 'unreadable' {
  const tag = decoding.readVarUint(decoder)
  if (tag === tags.word) return readWord(decoding.readVarString(decoder))
  if (tag === tags.update) {
    const after = decoding.readVarUint(decoder)
    const upTo = decoding.readVarUint(decoder)
    return { name: 'update', after, upTo, bytes: readBytes(decoder) }
  }
  if (tag === tags.motion) {
    const motions: Motion[] = []
    for (let left = decoding.readVarUint(decoder); left > 0; left--) {
      motions.push(readMotion(decoding.createDecoder(readBytes(decoder))))
    }
    return { name: 'motion', motions }
  }
  const bytes = readBytes(decoder)
  if (tag !== tags.presence && tag !== tags.wholePresence && tag !== tags.plainPresence) return 'unknown'
  const entries = decodePresence(bytes, presenceLimits)
  const isPlain = tag === tags.plainPresence
  if (!entries) return 'unreadable'
  return { name: 'presence', isWhole: tag === tags.wholePresence, ...(isPlain ? { isPlain } : {}), entries }
}

/** A newer process may say more in a word that is known, and words that are not. */
function readWord(text: string): BusPart | 'unknown' | 'unreadable' {
  const said: unknown = JSON.parse(text)
  const word = wordSchema.safeParse(said)
  if (word.success) return word.data
  const { name } = named.parse(said)
  return known.has(name) ? 'unreadable' : 'unknown'
}

/** lib0's own reader gives a short view past the end; here it is checked. */
function readBytes(decoder: decoding.Decoder): Uint8Array {
  const size = decoding.readVarUint(decoder)
  if (size > decoder.arr.length - decoder.pos) throw new Error('cut short')
  return decoding.readUint8Array(decoder, size)
}
