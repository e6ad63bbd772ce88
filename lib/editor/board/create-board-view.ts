/** Builds the view that tools and canvas read: the board with its previews, in drawing order, found by place. */
import type { ShapeId } from '../../base/ids.ts'
import { type ReadonlySignal, watch } from '../../base/signal.ts'
import type { BoardChange } from '../../document/board.ts'
import type { BoardDocument } from '../../document/board-document.ts'
import { compareOrder } from '../../document/order.ts'
import type { PeerPresence } from '../../document/presence.ts'
import { type Box, containsBox, containsPoint, grow, unionOf } from '../../geometry/box.ts'
import { isInside } from '../../geometry/hit.ts'
import type { BoardPoint, Point } from '../../geometry/point.ts'
import { boardToLocal, localToBoard } from '../../geometry/transform.ts'
import { clippingFrames } from '../../shapes/clipping.ts'
import type { ShapeContext, ShapeKind, TextMeasurer } from '../../shapes/kind.ts'
import { kindOf, type Shape } from '../../shapes/registry.ts'
import { createDisplaced } from '../arranging/displaced.ts'
import type { Preview } from '../tools/tool.ts'
import type { BoardView, HitOptions, InvalidationListener } from './board-view.ts'
import { createCaptionIndex, isOnCaption } from './captions.ts'
import { createSpatialIndex, type Entry, makeEntry, paintBoxOf, touchesEntry } from './spatial-index.ts'

export interface BoardViewOptions {
  readonly document: BoardDocument
  readonly measure: TextMeasurer
  /** My own gesture. */
  readonly preview: ReadonlySignal<Preview>
  readonly peers: ReadonlySignal<readonly PeerPresence[]>
}

/** When more than this share of the board is asked for, filtering the ordered list beats sorting the hits. */
const FILTER_SHARE = 1 / 8

const byOrder = (a: Entry, b: Entry): number => compareOrder(a.shape, b.shape)

/** Builds the view over a document and keeps it up to date until `close`. */
export function createBoardView({ document, measure, preview, peers }: BoardViewOptions): BoardView {
  const { board } = document
  const index = createSpatialIndex()
  const captions = createCaptionIndex()
  const listeners = new Set<InvalidationListener>()
  const displaced = createDisplaced({ board, preview, peers })
  const storedContext: ShapeContext = { measure, shape: (id) => board.get(id) }
  const context: ShapeContext = { measure, shape: (id) => displaced.record(id) ?? board.get(id) }
  const outlines = new WeakMap<Entry, readonly Point[]>()

  const entryIn = (shape: Shape, where: ShapeContext): Entry => {
    const kind = kindOf(shape)
    return makeEntry(shape, kind.placement(shape, where), kind.overflow(shape))
  }
  const drawnEntry = (id: ShapeId): Entry | undefined => displaced.entry(id) ?? index.get(id)
  /** The kept entry when `shape` is the record as shown; measured anew for any other record. */
  const entryFor = (shape: Shape): Entry => {
    const kept = drawnEntry(shape.id)
    return kept?.shape === shape ? kept : entryIn(shape, context)
  }

  function groupBox(id: ShapeId): Box | null {
    return unionOf(
      board.childrenOf(id).flatMap((child) => {
        const box = view.bounds(view.get(child.id) ?? child)
        return box.w === 0 && box.h === 0 && child.type === 'group' ? [] : [box]
      }),
    )
  }

  function isClipped(shape: Shape, point: Point): boolean {
    return clippingFrames(shape, view.get).some((holder) => {
      const frame = entryFor(holder as Shape).placement
      return !containsPoint({ x: 0, y: 0, w: frame.w, h: frame.h }, boardToLocal(frame, point))
    })
  }
  function isLocked(shape: Shape): boolean {
    for (let at: Shape | undefined = shape; at; at = board.parentOf(at)) if (at.locked) return true
    return false
  }

  function isHit(entry: Entry, point: BoardPoint, { tolerance, insideHollow }: HitOptions): boolean {
    const { shape } = entry
    const kind = kindOf(shape)
    const local = boardToLocal(entry.placement, point)
    if (kind.hit(shape, local, tolerance, context)) return true
    if (!insideHollow || kind.capabilities.has('points') || kind.capabilities.has('container')) return false
    return isInside(kind.outline(shape, context), local)
  }

  const mayHit = (shape: Shape, { except, includeLocked }: HitOptions): boolean =>
    !except?.has(shape.id) && (includeLocked === true || !isLocked(shape))
  /** The topmost shape whose name, at its size on the screen, is at `point`. */
  function captionAt(point: BoardPoint, options: HitOptions, zoom: number): Shape | undefined {
    return view.captioned().findLast((shape) => {
      const local = boardToLocal(entryFor(shape).placement, point)
      if (local.y >= 0 || !mayHit(shape, options)) return false
      const caption = view.caption(shape, zoom)
      return caption !== null && isOnCaption(caption, local, zoom)
    })
  }

  function entriesIn(box: Box): Entry[] {
    const found: Entry[] = []
    for (const entry of index.search(box)) if (!displaced.entry(entry.shape.id)) found.push(entry)
    for (const entry of displaced.entries()) if (touchesEntry(entry, box)) found.push(entry)
    return found
  }

  const view: BoardView = {
    board,
    context,
    get: (id) => displaced.record(id) ?? board.get(id),
    kind: (shape) => kindOf(shape) as ShapeKind<Shape>,
    placement(shape) {
      if (shape.type !== 'group') return entryFor(shape).placement
      const box = groupBox(shape.id)
      return box ? { ...box, rotation: 0 } : shape.placement
    },
    bounds(shape) {
      if (shape.type !== 'group') return entryFor(shape).bounds
      return groupBox(shape.id) ?? { x: shape.placement.x, y: shape.placement.y, w: 0, h: 0 }
    },
    paintBounds: (shape) => (shape.type === 'group' ? view.bounds(shape) : paintBoxOf(entryFor(shape))),
    inBox(box) {
      const extent = displaced.isEmpty ? index.extent() : null
      if (extent && containsBox(box, extent)) return board.shapes.filter(({ type }) => type !== 'group')
      const found = entriesIn(box)
      if (found.length < 200 || found.length < board.size * FILTER_SHARE)
        return found.sort(byOrder).map(({ shape }) => shape)
      const shown = new Map<ShapeId, Shape>()
      for (const { shape } of found) shown.set(shape.id, shape)
      const ordered: Shape[] = []
      for (const { id } of board.shapes) {
        const shape = shown.get(id)
        if (shape) ordered.push(shape)
      }
      return ordered
    },
    hit(point, options) {
      const named = options.zoom === undefined ? undefined : captionAt(point, options, options.zoom)
      if (named) return named
      const reach = grow({ x: point.x, y: point.y, w: 0, h: 0 }, options.tolerance)
      const found = entriesIn(reach).sort(byOrder)
      for (let i = found.length - 1; i >= 0; i--) {
        const { shape } = found[i]
        if (!mayHit(shape, options)) continue
        if (isHit(found[i], point, options) && !isClipped(shape, point)) return shape
      }
      return undefined
    },
    captioned: () => captions.all().flatMap(({ id }) => view.get(id) ?? []),
    caption(shape, zoom) {
      const { placement } = entryFor(shape)
      // One that is being dragged out of its frame is not cut by it.
      if (!displaced.entry(shape.id) && isClipped(shape, placement)) return null
      return kindOf(shape).caption?.({ ...shape, placement }, context, zoom) ?? null
    },
    outline(shape) {
      const entry = entryFor(shape)
      const kept = outlines.get(entry)
      if (kept) return kept
      const outline = kindOf(shape)
        .outline(shape, context)
        .map((p) => localToBoard(entry.placement, p))
      outlines.set(entry, outline)
      return outline
    },
    contentBounds() {
      const extent = index.extent()
      return extent && unionOf([extent, ...[...displaced.entries()].map(paintBoxOf)])
    },
    onInvalidated(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    catchUp,
    remeasure() {
      const before = paintBoxesOf(board.shapes.map(({ id }) => id))
      load()
      displaced.update(new Set(board.shapes.map(({ id }) => id)), (shape) => entryIn(shape, context))
      tell(new Set(board.shapes.map(({ id }) => id)), before)
    },
    close() {
      for (const stop of stops) stop()
      listeners.clear()
    },
  }

  const paintBoxesOf = (ids: Iterable<ShapeId>): ReadonlyMap<ShapeId, Box> => {
    const boxes = new Map<ShapeId, Box>()
    for (const id of ids) {
      const entry = drawnEntry(id)
      if (entry) boxes.set(id, paintBoxOf(entry))
    }
    return boxes
  }
  const tell = (ids: ReadonlySet<ShapeId>, before: ReadonlyMap<ShapeId, Box>) => {
    if (ids.size === 0) return
    for (const listener of [...listeners]) listener(ids, before)
  }
  const isHolder = (shape: Shape | undefined) => shape?.type === 'frame' || shape?.type === 'group'
  /** `ids` with the arrows bound to them, what frames clip, and what goes into one with its group. */
  function withDependents(ids: Iterable<ShapeId>): Set<ShapeId> {
    const all = new Set<ShapeId>()
    const visit = (id: ShapeId) => {
      if (all.has(id)) return
      all.add(id)
      for (const arrow of board.arrowsTo(id)) all.add(arrow)
      if (isHolder(board.get(id))) for (const child of board.childrenOf(id)) visit(child.id)
    }
    for (const id of ids) visit(id)
    return all
  }

  function load() {
    index.load(board.shapes.map((shape) => entryIn(shape, storedContext)))
    captions.load(board.shapes)
  }
  function boardChanged(change: BoardChange) {
    const shownAnew = displaced.collect()
    const touched = withDependents([...change.added, ...change.updated, ...change.removed, ...shownAnew])
    for (const arrow of displaced.followersOf(touched)) touched.add(arrow)
    const before = paintBoxesOf(touched)
    const entries: Entry[] = []
    for (const id of touched) {
      const shape = board.get(id)
      captions.changed(id, shape)
      if (shape) entries.push(entryIn(shape, storedContext))
      else index.remove(id)
    }
    index.setAll(entries)
    displaced.update(touched, (shape) => entryIn(shape, context))
    tell(touched, before)
  }
  function catchUp() {
    const changed = displaced.collect()
    if (changed.size === 0) return
    const touched = withDependents(changed)
    for (const arrow of displaced.followersOf(changed)) touched.add(arrow)
    const before = paintBoxesOf(touched)
    displaced.update(touched, (shape) => entryIn(shape, context))
    tell(touched, before)
  }

  load()
  const stops = [
    document.observe(boardChanged),
    watch(preview, catchUp),
    watch(peers, catchUp),
    () => displaced.clear(),
  ]
  return view
}
