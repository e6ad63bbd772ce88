/** Awareness state -> what a peer shows, and back. Anyone may send anything: parsing is total and everything is bounded. */

import { cutText } from '../base/clean-text.ts'
import { parseShapeId, type ShapeId } from '../base/ids.ts'
import { asRecord } from '../base/record.ts'
import type { Box, Placement } from '../geometry/box.ts'
import type { Point } from '../geometry/point.ts'
import { MAX_COORDINATE, placementField } from '../shapes/kind.ts'
import type { Shape } from '../shapes/registry.ts'
import { endOfStroke } from './live-stroke.ts'
import { fromPlainShape, toPlainShape } from './plain-shape.ts'
import { MAX_MOVING, MAX_PREVIEW_SHAPES, MAX_SHOWN_SELECTION, type PeerPresence } from './presence.ts'

export const MAX_NAME_LENGTH = 60
export const MAX_SAYING_LENGTH = 280
export const MAX_SELECTION = 1_000
export const MAX_LASER_POINTS = 256
export const MAX_DRAWN_SHAPES = MAX_PREVIEW_SHAPES
export const MAX_SLIDES = 10_000
const MAX_WORD_LENGTH = 128
const MAX_EMOJI_LENGTH = 32
const FALLBACK_COLOR = '#868e96'
const COLOR = /^#[0-9a-f]{6}$/i

const words = (stored: unknown, max: number): string => (typeof stored === 'string' ? cutText(stored, max) : '')
const isCoordinate = (n: unknown): n is number =>
  typeof n === 'number' && Number.isFinite(n) && Math.abs(n) <= MAX_COORDINATE
const color = (stored: unknown): string =>
  typeof stored === 'string' && COLOR.test(stored) ? stored.toLowerCase() : FALLBACK_COLOR

function point(stored: unknown): Point | null {
  const { x, y } = asRecord(stored)
  return isCoordinate(x) && isCoordinate(y) ? { x, y } : null
}

function box(stored: unknown): Box | null {
  const { x, y, w, h } = asRecord(stored)
  const isBox = isCoordinate(x) && isCoordinate(y) && isCoordinate(w) && isCoordinate(h) && w > 0 && h > 0
  return isBox ? { x, y, w, h } : null
}

/** What `read` makes of the first `max` entries, without the broken ones. */
function list<T>(stored: unknown, max: number, read: (entry: unknown) => T | null): readonly T[] {
  if (!Array.isArray(stored)) return []
  return stored
    .slice(0, max)
    .map(read)
    .filter((entry) => entry !== null)
}

function moving(stored: unknown): PeerPresence['moving'][number] | null {
  const { id, placement } = asRecord(stored)
  const shape = parseShapeId(id)
  return shape && typeof placement === 'object' ? { id: shape, placement: placementField.repair(placement) } : null
}

/** Strokes are sent as they are drawn; a shape that is not understood is left out. */
function drawn(stored: unknown): Shape | null {
  const shape = fromPlainShape(stored)
  return shape && shape.type !== 'unknown' ? shape : null
}

const drawnBefore = (stored: unknown): Pick<PeerPresence, 'drawnBefore'> =>
  Number.isInteger(stored) && (stored as number) > 0 ? { drawnBefore: stored as number } : {}

const isTime = (n: unknown): n is number => typeof n === 'number' && Number.isFinite(n) && n > 0

function reaction(stored: unknown): PeerPresence['reaction'] {
  const { emoji, nth, at } = asRecord(stored)
  const isReaction = typeof emoji === 'string' && emoji !== '' && typeof nth === 'number' && Number.isFinite(nth)
  const place = point(at)
  return isReaction ? { emoji: emoji.slice(0, MAX_EMOJI_LENGTH), nth, ...(place ? { at: place } : {}) } : null
}

function selected(stored: unknown): Pick<PeerPresence, 'selected'> {
  const { count, box: around } = asRecord(stored)
  const place = box(around)
  return place && Number.isInteger(count) && (count as number) > 0
    ? { selected: { count: count as number, box: place } }
    : {}
}

function thumb(stored: unknown): Pick<PeerPresence, 'thumb'> {
  const { isUp, at } = asRecord(stored)
  return typeof isUp === 'boolean' && isTime(at) ? { thumb: { isUp, at } } : {}
}

function summons(stored: unknown): Pick<PeerPresence, 'summons'> {
  const { nth } = asRecord(stored)
  return typeof nth === 'number' && Number.isFinite(nth) ? { summons: { nth } } : {}
}

function presenting(stored: unknown): Pick<PeerPresence, 'presenting'> {
  const { frame, slide, of } = asRecord(stored)
  const id = parseShapeId(frame)
  if (!id || !isPlace(slide) || !isPlace(of) || slide > of) return {}
  return { presenting: { frame: id, slide, of } }
}
const isPlace = (n: unknown): n is number => Number.isInteger(n) && (n as number) >= 1 && (n as number) <= MAX_SLIDES

/** What the state of an awareness client shows; null when it shows nobody (no user id). */
export function parsePresence(clientId: number, state: unknown): PeerPresence | null {
  const from = asRecord(state)
  const userId = words(from.userId, MAX_WORD_LENGTH)
  if (userId === '') return parseStockPresence(clientId, from)
  return {
    clientId,
    userId,
    name: words(from.name, MAX_NAME_LENGTH),
    color: color(from.color),
    cursor: point(from.cursor),
    tool: words(from.tool, MAX_WORD_LENGTH),
    selection: list<ShapeId>(from.selection, MAX_SELECTION, parseShapeId),
    ...selected(from.selected),
    editing: parseShapeId(from.editing),
    moving: list(from.moving, MAX_PREVIEW_SHAPES, moving),
    drawing: list(from.drawing, MAX_DRAWN_SHAPES, drawn),
    ...drawnBefore(from.drawnBefore),
    viewport: box(from.viewport),
    laser: list(from.laser, MAX_LASER_POINTS, point),
    isIdle: from.isIdle === true,
    following: words(from.following, MAX_WORD_LENGTH),
    says: words(from.says, MAX_SAYING_LENGTH),
    reaction: reaction(from.reaction),
    ...summons(from.summons),
    ...(isTime(from.hand) ? { hand: from.hand } : {}),
    ...thumb(from.thumb),
    ...(isTime(from.lowered) ? { lowered: from.lowered } : {}),
    ...(typeof from.role === 'string' ? { role: words(from.role, MAX_WORD_LENGTH) } : {}),
    ...presenting(from.presenting),
  }
}

/** Other programs name their user as y-quill and friends do: `{ user: { name, color } }`. */
function parseStockPresence(clientId: number, from: Readonly<Record<string, unknown>>): PeerPresence | null {
  const user = asRecord(from.user)
  const name = words(user.name, MAX_NAME_LENGTH)
  if (name === '') return null
  return parsePresence(clientId, { ...from, userId: `client-${clientId}`, name, color: user.color })
}

/** A thousandth of a board pixel is finer than any screen; the digits after it are most of what a place costs. */
const STEPS_PER_PIXEL = 1_000
/** A trail is seen by its newest end. */
const MAX_SHOWN_LASER = 64
/** Of copies under way as many are shown as so many characters hold; the first always. */
const MAX_DRAWING_LENGTH = 4_096

const fine = (n: number): number => Math.round(n * STEPS_PER_PIXEL) / STEPS_PER_PIXEL
const finePoint = ({ x, y }: Point): Point => ({ x: fine(x), y: fine(y) })
const fineBox = ({ x, y, w, h }: Box): Box => ({ x: fine(x), y: fine(y), w: fine(w), h: fine(h) })

/**
 * Presence as the awareness state that `parsePresence` reads: JSON, strokes' bytes as base64, of a long one the end. However
 * much is selected, dragged or drawn, what is said of it stays small: it is said again with every movement.
 */
export function encodePresence(patch: Partial<Omit<PeerPresence, 'clientId'>>): Record<string, unknown> {
  const { drawing, cursor, selection, moving: moved, laser, viewport, ...rest } = patch
  const said: Record<string, unknown> = { ...rest }
  if (cursor !== undefined) said.cursor = cursor && finePoint(cursor)
  if (viewport !== undefined) said.viewport = viewport && fineBox(viewport)
  if (selection) said.selection = selection.slice(0, MAX_SHOWN_SELECTION)
  if (moved)
    said.moving = moved.slice(0, MAX_MOVING).map(({ id, placement: p }) => ({ id, placement: finePlacement(p) }))
  if (laser) said.laser = laser.slice(-MAX_SHOWN_LASER).map(finePoint)
  if (drawing) Object.assign(said, encodeDrawing(drawing))
  return said
}

const finePlacement = (placement: Placement): Placement => ({ ...fineBox(placement), rotation: placement.rotation })

function encodeDrawing(drawing: readonly Shape[]): {
  readonly drawing: readonly unknown[]
  readonly drawnBefore: number
} {
  const [only, second] = drawing
  if (only && !second) {
    const { shape, before } = endOfStroke(only)
    return { drawing: [toPlainShape(shape)], drawnBefore: before }
  }
  const shown: unknown[] = []
  let left = MAX_DRAWING_LENGTH
  for (const shape of drawing.slice(0, MAX_DRAWN_SHAPES)) {
    const plain = toPlainShape(shape)
    left -= JSON.stringify(plain).length
    if (left < 0 && shown.length > 0) break
    shown.push(plain)
  }
  return { drawing: shown, drawnBefore: 0 }
}
