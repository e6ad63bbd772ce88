/**
 * What a movement changes beside the pointer, as a few bytes: the end of a stroke under way, of a laser's trail, how far a
 * drag has come, what is in view. Reading is total, and a step that does not fit what was seen changes nothing.
 */
import type { ShapeId } from '../base/ids.ts'
import type { Box } from '../geometry/box.ts'
import type { Point } from '../geometry/point.ts'
import { decodeStroke, encodeStroke, type StrokePoint } from '../shapes/stroke-points.ts'
import { boardPoints, withPoints } from './live-stroke.ts'
import type { PeerPresence } from './presence.ts'

export type MotionStep =
  /** Points on the board of the stroke with this tag, after so many. */
  | { readonly name: 'stroke'; readonly tag: number; readonly before: number; readonly points: readonly StrokePoint[] }
  /** The newest points of the trail, and how many it has now. */
  | { readonly name: 'laser'; readonly length: number; readonly points: readonly Point[] }
  /** Where the first in `moving` is, and the others as far from where the state says as the first is. */
  | { readonly name: 'drag'; readonly to: Point }
  | { readonly name: 'view'; readonly box: Box }

/** What of a peer a step may change. */
export type Moving = Pick<PeerPresence, 'moving' | 'drawing' | 'laser' | 'viewport'>

const kinds = { stroke: 1, laser: 2, drag: 3, view: 4 } as const
const STEPS_PER_PIXEL = 16
const MAX_STEPS = 2 ** 40
const MAX_TRAIL = 256
const TAGS = 2 ** 14

/** Tells one stroke of a person from the next. */
export function tagOf(id: ShapeId): number {
  let hash = 0
  for (let i = 0; i < id.length; i++) hash = (hash * 31 + id.charCodeAt(i)) % TAGS
  return hash
}

export function encodeSteps(steps: readonly MotionStep[]): Uint8Array {
  const bytes: number[] = []
  const writeCount = (value: number): void => {
    let rest = value
    for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 128)
    bytes.push(rest)
  }
  const writePixels = (pixels: number): void => {
    const value = Math.max(-MAX_STEPS, Math.min(MAX_STEPS, Math.round(pixels * STEPS_PER_PIXEL)))
    writeCount(value < 0 ? -value * 2 - 1 : value * 2)
  }
  const writePoints = (points: readonly StrokePoint[]): void => {
    const packed = encodeStroke(points)
    writeCount(packed.length)
    for (const byte of packed) bytes.push(byte)
  }
  for (const step of steps) {
    bytes.push(kinds[step.name])
    if (step.name === 'stroke') {
      writeCount(step.tag)
      writeCount(step.before)
      writePoints(step.points)
    } else if (step.name === 'laser') {
      writeCount(step.length)
      writePoints(step.points.map(({ x, y }) => ({ x, y, pressure: 0.5 })))
    } else if (step.name === 'drag') for (const n of [step.to.x, step.to.y]) writePixels(n)
    else for (const n of [step.box.x, step.box.y, step.box.w, step.box.h]) writePixels(n)
  }
  return Uint8Array.from(bytes)
}

/** The steps up to the first that cannot be read. */
export function decodeSteps(bytes: Uint8Array): readonly MotionStep[] {
  const steps: MotionStep[] = []
  const reader = readerOf(bytes)
  while (!reader.isAtEnd()) {
    const step = readStep(reader)
    if (!step || reader.isBroken()) break
    steps.push(step)
  }
  return steps
}

type Reader = ReturnType<typeof readerOf>

function readerOf(bytes: Uint8Array) {
  let at = 0
  let isBroken = false
  const count = (): number => {
    let value = 0
    for (let factor = 1; factor < 2 ** 49; factor *= 128) {
      const byte = bytes[at++]
      if (byte === undefined) break
      value += (byte & 127) * factor
      if (byte < 128) return value
    }
    isBroken = true
    return 0
  }
  return {
    isAtEnd: () => at >= bytes.length,
    isBroken: () => isBroken,
    count,
    pixels: (): number => {
      const value = count()
      return (value % 2 === 0 ? value / 2 : -(value + 1) / 2) / STEPS_PER_PIXEL
    },
    points: (): readonly StrokePoint[] => {
      const length = count()
      if (length > bytes.length - at) isBroken = true
      const part = bytes.subarray(at, at + length)
      at += length
      return isBroken ? [] : decodeStroke(part)
    },
  }
}

function readStep(reader: Reader): MotionStep | null {
  switch (reader.count()) {
    case kinds.stroke:
      return { name: 'stroke', tag: reader.count(), before: reader.count(), points: reader.points() }
    case kinds.laser:
      return { name: 'laser', length: reader.count(), points: reader.points().map(({ x, y }) => ({ x, y })) }
    case kinds.drag:
      return { name: 'drag', to: { x: reader.pixels(), y: reader.pixels() } }
    case kinds.view: {
      const [x, y, w, h] = [reader.pixels(), reader.pixels(), reader.pixels(), reader.pixels()]
      return w > 0 && h > 0 ? { name: 'view', box: { x, y, w, h } } : null
    }
    default:
      return null
  }
}

/** What is seen of a peer after a step; `said`: what its state says, to which a drag is relative. */
export function applyStep(seen: Moving, said: Pick<Moving, 'moving'>, step: MotionStep): Moving {
  switch (step.name) {
    case 'view':
      return { ...seen, viewport: step.box }
    case 'laser': {
      const kept = step.length - step.points.length
      const before = kept > 0 ? seen.laser.slice(-kept) : []
      return { ...seen, laser: [...before, ...step.points].slice(-MAX_TRAIL) }
    }
    case 'drag': {
      const [first] = said.moving
      if (!first) return seen
      const { x, y } = { x: step.to.x - first.placement.x, y: step.to.y - first.placement.y }
      const moving = said.moving.map(({ id, placement: p }) => ({ id, placement: { ...p, x: p.x + x, y: p.y + y } }))
      return { ...seen, moving }
    }
    case 'stroke': {
      const [shape] = seen.drawing
      if (shape?.type !== 'draw' || tagOf(shape.id) !== step.tag || step.points.length === 0) return seen
      const had = boardPoints(shape)
      // What was missed in between is bridged by a straight line.
      const before = Math.min(step.before, had.length)
      return { ...seen, drawing: [withPoints(shape, [...had.slice(0, before), ...step.points])] }
    }
  }
}

/** How the state that was said becomes what is shown now: by steps, or, null, only by a new state. */
export function stepsTo(now: Moving, said: Moving, told: Moving): readonly MotionStep[] | null {
  const steps: MotionStep[] = []
  if (now.moving !== told.moving) {
    if (!isDragOf(said.moving, now.moving)) return null
    const [first] = now.moving
    if (first) steps.push({ name: 'drag', to: first.placement })
  }
  if (now.drawing !== told.drawing) {
    const stroke = strokeStep(now.drawing, told.drawing)
    if (stroke === null) return null
    if (stroke) steps.push(stroke)
  }
  if (now.laser !== told.laser && now.laser.length + told.laser.length > 0) {
    if ((now.laser.length === 0) !== (told.laser.length === 0)) return null
    const tip = told.laser.at(-1)
    const known = tip ? now.laser.findLastIndex(({ x, y }) => x === tip.x && y === tip.y) : -1
    steps.push({ name: 'laser', length: now.laser.length, points: now.laser.slice(known + 1) })
  }
  return steps
}

/** Nearer than this is the same place. */
const SAME = 0.01
const isNear = (a: number, b: number): boolean => Math.abs(a - b) < SAME

/** All of them have moved alike. */
function isDragOf(said: Moving['moving'], now: Moving['moving']): boolean {
  if (said.length !== now.length) return false
  const [first, firstSaid] = [now[0]?.placement, said[0]?.placement]
  if (!first || !firstSaid) return true
  const by = { x: first.x - firstSaid.x, y: first.y - firstSaid.y }
  return now.every(({ id, placement: p }, n) => {
    const before = said[n]
    if (before?.id !== id) return false
    const from = before.placement
    const isMoved = isNear(p.x - from.x, by.x) && isNear(p.y - from.y, by.y)
    return isMoved && isNear(p.w, from.w) && isNear(p.h, from.h) && isNear(p.rotation, from.rotation)
  })
}

/** Undefined: nothing is new. */
function strokeStep(now: Moving['drawing'], told: Moving['drawing']): MotionStep | null | undefined {
  const [shape] = now
  const [last] = told
  if (now.length === 0 && told.length === 0) return undefined
  if (now.length !== 1 || told.length !== 1 || shape?.type !== 'draw' || last?.type !== 'draw') return null
  if (shape.id !== last.id || shape.stroke !== last.stroke || shape.strokeWidth !== last.strokeWidth) return null
  const points = boardPoints(shape)
  // The last point is told again: with Shift it is another one each time.
  const before = Math.max(0, Math.min(points.length, boardPoints(last).length) - 1)
  return { name: 'stroke', tag: tagOf(shape.id), before, points: points.slice(before) }
}
