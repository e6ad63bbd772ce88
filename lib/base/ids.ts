/** Ids of the domain, made and checked in one place. Randomness comes in as a function. */
import type { Brand } from './brand.ts'

export type RoomId = Brand<string, 'RoomId'>
export type ShapeId = Brand<string, 'ShapeId'>
/** Bytes of randomness; `crypto.getRandomValues` in products, seeded in tests. */
export type RandomBytes = (size: number) => Uint8Array

export const ROOM_ID_LENGTH = 21
export const SHAPE_ID_LENGTH = 16
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-'
const ROOM_ID = /^[A-Za-z0-9_-]{1,128}$/
const SHAPE_ID_MAX_LENGTH = 128

/** A string of `length` URL-safe characters, 6 bits of randomness each. */
export function randomId(length: number, random: RandomBytes): string {
  let id = ''
  for (const byte of random(length)) id += ALPHABET[byte & 63]
  return id
}

export const newRoomId = (random: RandomBytes): RoomId => randomId(ROOM_ID_LENGTH, random) as RoomId
export const newShapeId = (random: RandomBytes): ShapeId => randomId(SHAPE_ID_LENGTH, random) as ShapeId

/** The room id in `text`, or null when it is not 1 to 128 of `A-Z a-z 0-9 _ -`. */
export const parseRoomId = (text: unknown): RoomId | null =>
  typeof text === 'string' && ROOM_ID.test(text) ? (text as RoomId) : null

export const parseShapeId = (text: unknown): ShapeId | null =>
  typeof text === 'string' && text.length > 0 && text.length <= SHAPE_ID_MAX_LENGTH ? (text as ShapeId) : null

export const systemRandom: RandomBytes = (size) => crypto.getRandomValues(new Uint8Array(size))
