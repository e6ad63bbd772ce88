/** One simulated person of a class: the product's own session and document, and a hand that a seed moves. */
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { systemClock } from '../../../lib/base/clock.ts'
import { newShapeId, type RoomId, type ShapeId, systemRandom } from '../../../lib/base/ids.ts'
import { createBoardDocument } from '../../../lib/document/create-board-document.ts'
import { boxAround } from '../../../lib/geometry/box.ts'
import { createSession } from '../../../lib/session/create-session.ts'
import type { Session } from '../../../lib/session/session.ts'
import { makeShape, type Shape } from '../../../lib/shapes/registry.ts'
import { encodeStroke, type StrokePoint } from '../../../lib/shapes/stroke-points.ts'
import { seeded } from '../document/random.ts'

/** A hand is seen this often. */
export const TICK_MS = 50
const BOARD = { w: 1180, h: 700 }
const STROKE_TICKS = 24
const MOVE_TICKS = 14
const REST_TICKS = 18
/** Five letters a second. */
const TICKS_PER_LETTER = 4
const LETTERS = 18
const INKS = ['#1e1e1e', '#e03131', '#2f9e44', '#1971c2', '#f08c00', '#6741d9']

export interface Person {
  readonly session: Session
  readonly doc: Y.Doc
  /** What was finished: each must be on everyone's board in the end. */
  readonly strokes: ReadonlyMap<ShapeId, Uint8Array>
  readonly notes: ReadonlyMap<ShapeId, string>
  readonly moves: number
  /** The hand is still and holds nothing. */
  readonly isResting: boolean
  /** From here on nothing new is begun. */
  calm(): void
  leave(): Promise<void>
}
export interface PersonOptions {
  readonly url: string
  readonly room: RoomId
  readonly nth: number
  readonly seed: number
}

type Activity = { readonly step: (tick: number) => boolean }

/** Joins, and is busy by itself until `calm`. */
export function joinPerson({ url, room, nth, seed }: PersonOptions): Person {
  const random = seeded(seed * 1_000 + nth)
  const doc = new Y.Doc()
  const document = createBoardDocument({ doc })
  const session = createSession({
    room,
    doc,
    url,
    token: null,
    firstFacts: { role: 'editor', access: 'edit', title: '' },
    clock: systemClock,
    random: systemRandom,
    WebSocketImpl: WebSocket,
  })
  const color = random.pick(INKS)
  const strokes = new Map<ShapeId, Uint8Array>()
  const notes = new Map<ShapeId, string>()
  let moves = 0
  let isCalm = false
  let at = { x: random.below(BOARD.w), y: random.below(BOARD.h) }
  let heading = random.next() * Math.PI * 2

  session.showPresence({
    userId: `person-${nth}`,
    name: `Person ${nth}`,
    color,
    cursor: at,
    viewport: { x: 0, y: 0, ...BOARD },
  })

  /** A hand turns gently and comes back from the edge. */
  const wander = () => {
    heading += (random.next() - 0.5) * 0.9
    if (at.x < 20 || at.x > BOARD.w - 20 || at.y < 20 || at.y > BOARD.h - 20) {
      heading = Math.atan2(BOARD.h / 2 - at.y, BOARD.w / 2 - at.x)
    }
    at = { x: at.x + Math.cos(heading) * 9, y: at.y + Math.sin(heading) * 9 }
  }

  const inkOf = (id: ShapeId, points: readonly StrokePoint[]): Shape => {
    const box = boxAround(points) ?? { ...at, w: 0, h: 0 }
    const strokePoints = encodeStroke(points.map((point) => ({ ...point, x: point.x - box.x, y: point.y - box.y })))
    return makeShape('draw', id, { strokePoints, placement: { ...box, rotation: 0 }, stroke: color })
  }

  const draw = (): Activity => {
    const id = newShapeId(systemRandom)
    const points: StrokePoint[] = []
    return {
      step(tick) {
        // Two samples a tick: a pen is quicker than what others see of it.
        for (let n = 0; n < 2; n++) {
          wander()
          points.push({ ...at, pressure: 0.5 })
        }
        const shape = inkOf(id, points)
        if (tick < STROKE_TICKS) {
          session.showPresence({ cursor: at, drawing: [shape] })
          return true
        }
        session.showPresence({ cursor: at, drawing: [] })
        if (document.dispatch({ name: 'create', shapes: [shape] }).ok && shape.type === 'draw') {
          strokes.set(id, shape.strokePoints)
        }
        return false
      },
    }
  }

  const move = (): Activity | null => {
    const boxes = document.board.shapes.filter(({ type }) => type === 'note')
    if (boxes.length === 0) return null
    const { id, placement } = random.pick(boxes)
    const from = at
    return {
      step(tick) {
        wander()
        const to = { ...placement, x: placement.x + at.x - from.x, y: placement.y + at.y - from.y }
        if (tick < MOVE_TICKS) {
          session.showPresence({ cursor: at, moving: [{ id, placement: to }] })
          return true
        }
        session.showPresence({ cursor: at, moving: [] })
        document.dispatch({ name: 'update', patches: [{ id, patch: { placement: to } }] })
        moves += 1
        return false
      },
    }
  }

  const write = (): Activity => {
    const id = newShapeId(systemRandom)
    const placement = { ...at, w: 120, h: 120, rotation: 0 }
    document.dispatch({ name: 'create', shapes: [makeShape('note', id, { placement })] })
    notes.set(id, '')
    session.showPresence({ editing: id })
    return {
      step(tick) {
        if (tick % TICKS_PER_LETTER === 0) {
          const letter = random.pick([...'abcdefgh '])
          const text = document.sharedText(id)
          doc.transact(() => text?.insert(notes.get(id)?.length ?? 0, letter), document.history.origin)
          if (text) notes.set(id, (notes.get(id) ?? '') + letter)
        }
        const isBusy = tick < LETTERS * TICKS_PER_LETTER
        session.showPresence({ cursor: at, editing: isBusy ? id : null })
        return isBusy
      },
    }
  }

  const look = (): Activity => ({
    step(tick) {
      wander()
      session.showPresence({ cursor: at })
      return tick < REST_TICKS
    },
  })

  const next = (): Activity => {
    const dice = random.next()
    if (dice < 0.5) return draw()
    if (dice < 0.65) return move() ?? draw()
    return dice < 0.72 ? write() : look()
  }

  let activity: Activity | null = look()
  let tick = random.below(REST_TICKS)
  const stop = systemClock.every(TICK_MS, () => {
    if (!activity) {
      if (isCalm) return
      activity = next()
      tick = 0
    }
    tick += 1
    if (!activity.step(tick)) activity = null
  })

  return {
    session,
    doc,
    strokes,
    notes,
    get moves() {
      return moves
    },
    get isResting() {
      return isCalm && activity === null
    },
    calm() {
      isCalm = true
    },
    async leave() {
      stop()
      await session.close()
      document.close()
      doc.destroy()
    },
  }
}
