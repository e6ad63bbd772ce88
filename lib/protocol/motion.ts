/**
 * The fast part of presence (`inkroom.v2`): where a pointer is, on a grid as fine as its screen, as the step from where the
 * receiver saw it last; and bytes that the server hands on unread. Decoding is total.
 */
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { motionTypes } from './messages.ts'

/** A place on the board, in steps of 2^`unit` board pixels. */
export interface MotionPlace {
  readonly unit: number
  readonly x: number
  readonly y: number
}

/** What the sender sees, in steps of 2^`unit` board pixels. */
export interface MotionView extends MotionPlace {
  readonly w: number
  readonly h: number
}

/** What a client says of itself. */
export interface Motion {
  readonly clientId: number
  /** Null: no pointer on the board. */
  readonly place: MotionPlace | null
  /** Null: as before. */
  readonly view: MotionView | null
  /** Whose movements it wants wherever they are. Only with a view. */
  readonly followed: readonly number[]
  /** For those who get every step; whoever does not is told by its awareness state. */
  readonly step: Uint8Array
}

/** One mover in what a recipient is told. */
export interface MotionEntry {
  /** What the server calls the mover; see `movers`. */
  readonly number: number
  /** Counts the mover's changes, modulo 16. */
  readonly turn: number
  /** `key`: where it is; `step`: how far from where it was one turn before; `none`: no pointer on the board. */
  readonly kind: 'key' | 'step' | 'none'
  readonly place: MotionPlace
  readonly step: Uint8Array
}

export interface Mover {
  readonly number: number
  readonly clientId: number
}

export const TURNS = 16
export const MAX_STEP_BYTES = 4096
export const MAX_FOLLOWED = 16
const MAX_UNIT = 32
const MAX_PLACE = 2 ** 45
const TURN_BITS = 0x0f
const KEY = 0x10
const NONE = 0x20
const WITH_STEP = 0x40
const HAS_PLACE = 1
const HAS_VIEW = 2
const KNOWN_FLAGS = HAS_PLACE | HAS_VIEW
const NOTHING = new Uint8Array(0)
const NOWHERE: MotionPlace = { unit: 0, x: 0, y: 0 }

/** lib0 throws on what is cut short; here also on what is out of bounds. */
function readPlace(decoder: decoding.Decoder): MotionPlace {
  const unit = decoding.readVarInt(decoder)
  const x = decoding.readVarInt(decoder)
  const y = decoding.readVarInt(decoder)
  if (Math.abs(unit) > MAX_UNIT || Math.abs(x) > MAX_PLACE || Math.abs(y) > MAX_PLACE) throw new Error('out of bounds')
  return { unit, x, y }
}

function writePlace(encoder: encoding.Encoder, { unit, x, y }: MotionPlace): void {
  encoding.writeVarInt(encoder, unit)
  encoding.writeVarInt(encoder, x)
  encoding.writeVarInt(encoder, y)
}

function readBytes(decoder: decoding.Decoder): Uint8Array {
  const size = decoding.readVarUint(decoder)
  if (size > MAX_STEP_BYTES || size > decoder.arr.length - decoder.pos) throw new Error('cut short')
  return decoding.readUint8Array(decoder, size)
}

/** The body of a client's message: after the type, to the end. Throws on anything else. */
export function readMotion(decoder: decoding.Decoder): Motion {
  const clientId = decoding.readVarUint(decoder)
  const flags = decoding.readUint8(decoder)
  if (flags & ~KNOWN_FLAGS) throw new Error('unknown flags')
  const place = flags & HAS_PLACE ? readPlace(decoder) : null
  let view: MotionView | null = null
  const followed: number[] = []
  if (flags & HAS_VIEW) {
    const corner = readPlace(decoder)
    const w = decoding.readVarUint(decoder)
    const h = decoding.readVarUint(decoder)
    if (w > MAX_PLACE || h > MAX_PLACE) throw new Error('out of bounds')
    view = { ...corner, w, h }
    const count = decoding.readVarUint(decoder)
    if (count > MAX_FOLLOWED) throw new Error('too many')
    for (let i = 0; i < count; i++) followed.push(decoding.readVarUint(decoder))
  }
  const step = readBytes(decoder)
  if (decoding.hasContent(decoder)) throw new Error('too long')
  return { clientId, place, view, followed, step }
}

export function writeMotion(encoder: encoding.Encoder, { clientId, place, view, followed, step }: Motion): void {
  encoding.writeVarUint(encoder, clientId)
  encoding.writeUint8(encoder, (place ? HAS_PLACE : 0) | (view ? HAS_VIEW : 0))
  if (place) writePlace(encoder, place)
  if (view) {
    writePlace(encoder, view)
    encoding.writeVarUint(encoder, view.w)
    encoding.writeVarUint(encoder, view.h)
    encoding.writeVarUint(encoder, followed.length)
    for (const id of followed) encoding.writeVarUint(encoder, id)
  }
  encoding.writeVarUint8Array(encoder, step)
}

const encode = (type: number, write: (encoder: encoding.Encoder) => void): Uint8Array => {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, type)
  write(encoder)
  return encoding.toUint8Array(encoder)
}

export const encodeMotion = (motion: Motion): Uint8Array =>
  encode(motionTypes.motion, (encoder) => writeMotion(encoder, motion))

/** Entries by rising number, each told by its distance from the last; a distance of 0 begins anew, so that lists may be joined. */
export function encodeEntries(entries: readonly MotionEntry[]): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, 0)
  let last = 0
  for (const { number, turn, kind, place, step } of entries) {
    encoding.writeVarUint(encoder, number - last)
    last = number
    const kindBit = kind === 'key' ? KEY : kind === 'none' ? NONE : 0
    encoding.writeUint8(encoder, (turn & TURN_BITS) | kindBit | (step.length > 0 ? WITH_STEP : 0))
    if (kind === 'key') writePlace(encoder, place)
    else if (kind === 'step') {
      encoding.writeVarInt(encoder, place.x)
      encoding.writeVarInt(encoder, place.y)
    }
    if (step.length > 0) encoding.writeVarUint8Array(encoder, step)
  }
  return encoding.toUint8Array(encoder)
}

/** One message of several encoded lists. */
export function joinEntries(lists: readonly Uint8Array[]): Uint8Array {
  let size = 1
  for (const list of lists) size += list.length
  const message = new Uint8Array(size)
  message[0] = motionTypes.motion
  let at = 1
  for (const list of lists) {
    message.set(list, at)
    at += list.length
  }
  return message
}

/** What lies behind the type of a server's message; null when it is malformed. */
export function decodeEntries(bytes: Uint8Array): readonly MotionEntry[] | null {
  try {
    const decoder = decoding.createDecoder(bytes)
    const entries: MotionEntry[] = []
    let number = 0
    while (decoding.hasContent(decoder)) {
      const distance = decoding.readVarUint(decoder)
      if (distance === 0) {
        number = 0
        continue
      }
      number += distance
      const head = decoding.readUint8(decoder)
      const kind = head & NONE ? 'none' : head & KEY ? 'key' : 'step'
      let place = NOWHERE
      if (kind === 'key') place = readPlace(decoder)
      else if (kind === 'step') {
        place = { unit: 0, x: decoding.readVarInt(decoder), y: decoding.readVarInt(decoder) }
      }
      entries.push({
        number,
        turn: head & TURN_BITS,
        kind,
        place,
        step: head & WITH_STEP ? readBytes(decoder) : NOTHING,
      })
    }
    return entries
  } catch {
    return null // lib0 throws on what is cut short; that is what malformed means here.
  }
}

export const encodeMovers = (movers: readonly Mover[]): Uint8Array =>
  encode(motionTypes.movers, (encoder) => {
    for (const { number, clientId } of movers) {
      encoding.writeVarUint(encoder, number)
      encoding.writeVarUint(encoder, clientId)
    }
  })

export function decodeMovers(bytes: Uint8Array): readonly Mover[] | null {
  try {
    const decoder = decoding.createDecoder(bytes)
    const movers: Mover[] = []
    while (decoding.hasContent(decoder)) {
      movers.push({ number: decoding.readVarUint(decoder), clientId: decoding.readVarUint(decoder) })
    }
    return movers
  } catch {
    return null // As above.
  }
}

/** `plain`: somebody here reads awareness states only. */
export const encodeAudience = (audience: { readonly plain: boolean }): Uint8Array =>
  encode(motionTypes.audience, (encoder) => encoding.writeVarUint(encoder, audience.plain ? 1 : 0))

/** Null: no pointer on the board; undefined: not known. */
export const isSamePlace = (a: MotionPlace | null | undefined, b: MotionPlace | null | undefined): boolean =>
  a === b || (!!a && !!b && a.unit === b.unit && a.x === b.x && a.y === b.y)

/** Where it is in board pixels. */
export const onBoard = ({ unit, x, y }: MotionPlace): { readonly x: number; readonly y: number } => {
  const size = 2 ** unit
  return { x: x * size, y: y * size }
}

/** The place on a grid whose step is no larger than one pixel of a screen at that zoom. */
export function placeAt(point: { readonly x: number; readonly y: number }, zoom: number): MotionPlace {
  const unit = Math.max(-16, Math.min(16, Math.floor(-Math.log2(zoom))))
  const size = 2 ** unit
  return { unit, x: Math.round(point.x / size), y: Math.round(point.y / size) }
}
