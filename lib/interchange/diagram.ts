/** Boxes and arrows of other programs' diagrams as shapes: what drawio, JSON Canvas, OCIF and Mermaid have in common. */
import type { ShapeId } from '../base/ids.ts'
import { type Box, boxAround, type Placement } from '../geometry/box.ts'
import type { Point } from '../geometry/point.ts'
import type { Arrowhead } from '../shapes/arrow.ts'
import type { GeoForm } from '../shapes/geo.ts'
import { fromBoardPoints } from '../shapes/points.ts'
import { makeShape, type Shape } from '../shapes/registry.ts'
import { plainText, type RichText, richText } from '../shapes/rich-text.ts'
import type { Color, Font } from '../shapes/style.ts'
import { reachOf } from './far-away.ts'
import { type ImportSession, reportedWords } from './import-session.ts'

export interface DiagramStyle {
  readonly stroke?: Color
  readonly fill?: Color
  readonly textColor?: Color
  readonly strokeWidth?: number
  readonly dash?: 'solid' | 'dashed' | 'dotted'
  readonly corners?: 'sharp' | 'round'
  readonly font?: Font
  readonly fontSize?: number
  readonly align?: 'start' | 'center' | 'end'
  readonly verticalAlign?: 'top' | 'middle' | 'bottom'
  /** 0..1 */
  readonly opacity?: number
}

export interface DiagramNode extends DiagramStyle {
  /** The file's own id. */
  readonly id: string
  /** The type as the file names it, for the report. */
  readonly type: string
  readonly kind: GeoForm | 'text' | 'note' | 'frame'
  readonly box: Box
  /** Radians about the centre. */
  readonly rotation?: number
  readonly text: string | RichText
  readonly link?: string
  /** The file's id of the frame or group that it lies in. */
  readonly parent?: string
  readonly locked?: boolean
}

export interface DiagramEdge extends DiagramStyle {
  readonly id: string
  readonly type: string
  /** What an end is tied to, and where: 0..1 of its box, its middle when nothing is said. */
  readonly from: DiagramEnd
  readonly to: DiagramEnd
  /** Corners between the ends, in board coordinates. */
  readonly through?: readonly Point[]
  readonly route?: 'straight' | 'curved' | 'elbow'
  readonly startHead?: Arrowhead
  readonly endHead?: Arrowhead
  readonly label?: string
  readonly parent?: string
}
export type DiagramEnd =
  | { readonly node: string; readonly anchor?: { readonly x: number; readonly y: number } }
  | { readonly point: Point }

const CENTRE = { x: 0.5, y: 0.5 }
const GAP = 5

const styleOf = (style: DiagramStyle) => {
  const { stroke, fill, textColor, strokeWidth, dash, corners, font, fontSize, align, verticalAlign, opacity } = style
  const all = { stroke, fill, textColor, strokeWidth, dash, corners, font, fontSize, align, verticalAlign, opacity }
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined))
}

/** Words that are too long are cut, and the report says so. */
const wordsOf = (session: ImportSession, type: string, text: string | RichText): RichText =>
  reportedWords(typeof text === 'string' ? richText(text) : text, type, session)

function nodeShape(node: DiagramNode, id: ShapeId, session: ImportSession, parent: ShapeId | ''): Shape {
  const { kind, box, rotation = 0, link = '', locked = false, type } = node
  const placement: Placement = { ...box, rotation }
  const base = { placement, link, locked, parent, ...styleOf(node) }
  if (kind === 'frame') return makeShape('frame', id, { ...base, name: plainText(wordsOf(session, type, node.text)) })
  const text = wordsOf(session, type, node.text)
  if (kind === 'text') return makeShape('text', id, { ...base, text, autoWidth: box.w === 0 })
  if (kind === 'note') return makeShape('note', id, { ...base, text })
  return makeShape('geo', id, {
    form: kind,
    look: 'clean',
    roughness: 0,
    ...base,
    text,
    seed: session.options.newSeed(),
  })
}

/** Where the line from `anchor` of a box towards `other` leaves the box, with the air that an arrow keeps. */
function edgeOf(box: Box, anchor: Point, other: Point): Point {
  const from = { x: box.x + anchor.x * box.w, y: box.y + anchor.y * box.h }
  const [dx, dy] = [other.x - from.x, other.y - from.y]
  const length = Math.hypot(dx, dy)
  if (length === 0) return from
  const reach = (d: number, near: number, far: number) =>
    d > 0 ? far / d : d < 0 ? near / d : Number.POSITIVE_INFINITY
  const share = Math.min(
    1,
    reach(dx, box.x - from.x, box.x + box.w - from.x),
    reach(dy, box.y - from.y, box.y + box.h - from.y),
  )
  const out = Math.min(1, share + GAP / length)
  return { x: from.x + dx * out, y: from.y + dy * out }
}

const middleOf = (box: Box, anchor: Point): Point => ({ x: box.x + anchor.x * box.w, y: box.y + anchor.y * box.h })

/**
 * Adds nodes, back to front, and the edges above them. A node without a parent in the list stands alone; an edge whose end
 * names a node that is not there is left out and reported.
 */
export function addDiagram(all: readonly DiagramNode[], lines: readonly DiagramEdge[], session: ImportSession): void {
  const { nodes, edges } = onBoard(all, lines, session)
  const made = new Map<string, { readonly id: ShapeId; readonly box: Box }>()
  const parentOf = (parent: string | undefined) => (parent === undefined ? '' : (made.get(parent)?.id ?? ''))
  for (const node of nodes) {
    if (session.isFull()) {
      session.skip(node.type, 'too-many')
      continue
    }
    // Of several with one id the first is what the others of the file mean.
    const isFirst = !made.has(node.id)
    const id = isFirst ? session.idOf(node.id) : session.options.newId()
    const shape = nodeShape(node, id, session, parentOf(node.parent))
    session.add(shape)
    if (isFirst) made.set(node.id, { id: shape.id, box: node.box })
  }
  for (const edge of edges) {
    if (session.isFull()) {
      session.skip(edge.type, 'too-many')
      continue
    }
    const shape = edgeShape(edge, session, (id) => made.get(id), parentOf(edge.parent))
    if (shape) session.add(shape)
    else session.skip(edge.type, 'no-ends')
  }
}

/** What lies where the board can hold it: see `reachOf`. An edge at a node goes with the node. */
function onBoard(nodes: readonly DiagramNode[], edges: readonly DiagramEdge[], session: ImportSession) {
  const pointsOf = ({ from, to, through = [] }: DiagramEdge) => [
    ...[from, to].flatMap((end) => ('point' in end ? [end.point] : [])),
    ...through,
  ]
  const boxes = edges.map((edge) => boxAround(pointsOf(edge))).filter((box) => box !== null)
  const { shift, isWhole, holds } = reachOf([...nodes.map(({ box }) => box), ...boxes])
  if (isWhole) return { nodes, edges }
  const move = <P extends Point>(point: P): P => ({ ...point, x: point.x + shift.x, y: point.y + shift.y })
  const end = (own: DiagramEnd): DiagramEnd => ('point' in own ? { point: move(own.point) } : own)
  const kept = <T extends { readonly type: string }>(of: readonly T[], boxOf: (one: T) => Box | null) =>
    of.filter((one) => {
      const box = boxOf(one)
      const isHeld = box === null || holds(box)
      if (!isHeld) session.skip(one.type, 'too-far')
      return isHeld
    })
  return {
    nodes: kept(nodes, ({ box }) => box).map((node) => ({ ...node, box: move(node.box) })),
    edges: kept(edges, (edge) => boxAround(pointsOf(edge))).map((edge) => ({
      ...edge,
      from: end(edge.from),
      to: end(edge.to),
      through: edge.through?.map(move),
    })),
  }
}

type Lookup = (id: string) => { readonly id: ShapeId; readonly box: Box } | undefined

function edgeShape(edge: DiagramEdge, session: ImportSession, find: Lookup, parent: ShapeId | ''): Shape | null {
  const resolve = (end: DiagramEnd) => {
    if ('point' in end) return { at: end.point, box: null, anchor: CENTRE, binding: null }
    const found = find(end.node)
    if (!found) return null
    const anchor = end.anchor ?? CENTRE
    const mode = end.anchor === undefined ? ('outline' as const) : ('inside' as const)
    return { at: middleOf(found.box, anchor), box: found.box, anchor, binding: { target: found.id, anchor, mode } }
  }
  const [start, end] = [resolve(edge.from), resolve(edge.to)]
  if (!start || !end) return null
  const through = edge.through ?? []
  const tip = (own: typeof start, next: Point) =>
    own.box && own.binding?.mode === 'outline' ? edgeOf(own.box, own.anchor, next) : own.at
  const points = [tip(start, through[0] ?? end.at), ...through, tip(end, through.at(-1) ?? start.at)]
  return makeShape('arrow', session.options.newId(), {
    look: 'clean',
    roughness: 0,
    font: 'sans',
    fontSize: 16,
    ...styleOf(edge),
    ...fromBoardPoints(points),
    parent,
    seed: session.options.newSeed(),
    start: start.binding,
    end: end.binding,
    route: edge.route ?? 'straight',
    startHead: edge.startHead ?? 'none',
    endHead: edge.endHead ?? 'arrow',
    text: wordsOf(session, edge.type, edge.label ?? ''),
  })
}
