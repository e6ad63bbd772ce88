/** Paths and polygons of SVG as lines of ours: one for each ring, holes joined to the ring around them. */
import { type Box, boxAround, boxesTouch } from '../../geometry/box.ts'
import { isInside } from '../../geometry/hit.ts'
import { flatten, mapPath, type PathCommand } from '../../geometry/path.ts'
import type { Point } from '../../geometry/point.ts'
import { applyAffine } from '../../geometry/transform.ts'
import type { Arrowhead } from '../../shapes/arrowheads.ts'
import { fromBoardPoints } from '../../shapes/points.ts'
import { makeShape, type Shape } from '../../shapes/registry.ts'
import { type ImportSession, thinned } from '../import-session.ts'
import { own } from '../reading.ts'
import { boxOutline, isBox } from './svg-boxes.ts'
import { type Look, lookOf } from './svg-look.ts'
import { readPath } from './svg-path.ts'
import { type Drawn, lengthOf } from './svg-tree.ts'
import { readNumbers, readReference } from './svg-values.ts'
import type { XmlElement } from './xml-reader.ts'

interface Ring {
  readonly points: readonly Point[]
  readonly isClosed: boolean
}

/** How far a chord may lie from its curve: a small drawing may be made larger. */
const toleranceFor = (box: Box | null): number =>
  Math.min(0.25, Math.max(0.01, Math.max(box?.w ?? 0, box?.h ?? 0) / 800))
/** Of rings in one path, beyond which they are not looked at one against the other. */
const MAX_RINGS = 200

const parsed = new WeakMap<XmlElement, readonly PathCommand[]>()
function pathOf(element: XmlElement): readonly PathCommand[] {
  let path = parsed.get(element)
  if (!path) {
    path = outlineOf(element)
    parsed.set(element, path)
  }
  return path
}

function outlineOf(element: XmlElement): readonly PathCommand[] {
  if (element.name === 'path') return readPath(element.attributes.get('d') ?? '')
  if (element.name === 'line') {
    const [x1, y1, x2, y2] = ['x1', 'y1', 'x2', 'y2'].map((name) => lengthOf(element, name) ?? 0)
    return [
      ['M', x1, y1],
      ['L', x2, y2],
    ]
  }
  if (isBox(element)) return boxOutline(element)
  const numbers = readNumbers(element.attributes.get('points') ?? '') ?? []
  const path = Array.from({ length: numbers.length >> 1 }, (_, i): PathCommand => {
    return [i === 0 ? 'M' : 'L', numbers[2 * i], numbers[2 * i + 1]]
  })
  return element.name === 'polygon' && path.length > 0 ? [...path, ['Z']] : path
}

function ringsOf(path: readonly PathCommand[], tolerance: number): readonly Ring[] {
  const rings: Ring[] = []
  let part: PathCommand[] = []
  const end = () => {
    const isClosed = part.at(-1)?.[0] === 'Z'
    const points = flatten(part, tolerance)[0] ?? []
    if (points.length > 1) rings.push({ points, isClosed })
    part = []
  }
  for (const command of path) {
    if (command[0] === 'M') end()
    part.push(command)
    if (command[0] === 'Z') end()
  }
  end()
  return rings
}

/** How many points all lines of a path have. */
const countOf = (rings: readonly Ring[]): number => rings.reduce((sum, { points }) => sum + points.length, 0)

const areApart = (boxes: readonly (Box | null)[]): boolean =>
  boxes.every((a, i) => boxes.every((b, j) => i >= j || !a || !b || !boxesTouch(a, b)))

const signedArea = (points: readonly Point[]): number =>
  points.reduce((sum, p, i) => {
    const q = points[(i + 1) % points.length]
    return sum + p.x * q.y - q.x * p.y
  }, 0)

/** With every second ring of those in one another the other way round, holes stay holes when windings are counted. */
const alternating = (rings: readonly Ring[]): readonly Ring[] =>
  rings.map((ring) => {
    const depth = rings.filter((other) => other !== ring && isInside(other.points, ring.points[0])).length
    const isForward = signedArea(ring.points) > 0
    return isForward === (depth % 2 === 0) ? ring : { ...ring, points: [...ring.points].reverse() }
  })

/** All rings as one: from the first point of the first to each other and back, where nothing is enclosed. */
function joined(rings: readonly Ring[]): readonly Point[] {
  const [first, ...others] = rings
  const start = first.points[0]
  return [...first.points, start, ...others.flatMap(({ points }) => [...points, points[0], start])]
}

const DRAWN_HEADS: Readonly<Record<string, Arrowhead>> = { circle: 'circle', ellipse: 'circle', rect: 'bar' }

function headOf(marker: XmlElement | undefined): Arrowhead {
  const shown = marker?.children.find((child) => typeof child !== 'string' && child.name !== 'title')
  if (!shown || typeof shown === 'string') return 'none'
  const isHollow = /(?:^|[;\s"])fill\s*:\s*none/.test(shown.attributes.get('style') ?? '')
  if (shown.attributes.get('fill') === 'none' || isHollow || shown.name === 'line' || shown.name === 'polyline')
    return 'arrow'
  return own(DRAWN_HEADS, shown.name) ?? 'triangle'
}

export interface LineMaking {
  readonly session: ImportSession
  readonly byId: ReadonlyMap<string, XmlElement>
  /** Takes this many points of what there is room for; false when there is none. */
  take(points: number): boolean
}

export function lineShapes(drawn: Drawn, making: LineMaking): readonly Shape[] {
  const { element, style } = drawn
  const moved = mapPath(pathOf(element), (p) => applyAffine(drawn.matrix, p))
  const rough = boxAround(
    moved.flatMap((c) => (c[0] === 'Z' ? [] : [{ x: c.at(-2) as number, y: c.at(-1) as number }])),
  )
  const rings = ringsOf(moved, toleranceFor(rough))
  if (rings.length === 0 || !making.take(countOf(rings))) return []
  const look = lookOf(drawn)
  const [isFilled, isStroked] = [look.fill !== 'transparent' && element.name !== 'line', look.strokeWidth > 0]
  const bare: Look = { ...look, fill: 'transparent' }
  const filling: Look = { ...look, stroke: 'transparent', strokeWidth: 0 }
  const heads = { start: headNamed('marker-start', drawn, making), end: headNamed('marker-end', drawn, making) }
  const outline = (ring: Ring): Shape =>
    !ring.isClosed && rings.length === 1 && (heads.start !== 'none' || heads.end !== 'none')
      ? arrow(drawn, ring, bare, heads, making)
      : line(drawn, ring, bare, making)
  if (!isFilled) return isStroked ? rings.map(outline) : []
  const each = (ring: Ring): readonly Shape[] =>
    ring.isClosed || !isStroked
      ? [line(drawn, { ...ring, isClosed: true }, look, making)]
      : [line(drawn, { ...ring, isClosed: true }, filling, making), outline(ring)]
  const isFew = rings.length <= MAX_RINGS
  if (rings.length === 1 || (isFew && areApart(rings.map(({ points }) => boxAround(points)))))
    return rings.flatMap(each)
  const ordered = style['fill-rule'] === 'evenodd' && isFew ? alternating(rings) : rings
  const whole = line(drawn, { points: joined(ordered), isClosed: true }, filling, making)
  return isStroked ? [whole, ...rings.map(outline)] : [whole]
}

function headNamed(name: 'marker-start' | 'marker-end', { element, style }: Drawn, { byId, session }: LineMaking) {
  const id = readReference(style[name] ?? '')
  const marker = id === null ? undefined : byId.get(id)
  if (marker && element.name === 'polygon') session.skip('marker', 'look-changed')
  return headOf(marker)
}

const clean = (session: ImportSession) => ({ look: 'clean', roughness: 0, seed: session.options.newSeed() }) as const

function line(drawn: Drawn, ring: Ring, look: Look, { session }: LineMaking): Shape {
  return makeShape('line', session.options.newId(), {
    ...fromBoardPoints(thinned(ring.points, drawn.element.name, session)),
    ...clean(session),
    ...look,
    closed: ring.isClosed,
    opacity: drawn.opacity,
    link: drawn.link,
  })
}

function arrow(
  drawn: Drawn,
  ring: Ring,
  look: Look,
  heads: { readonly start: Arrowhead; readonly end: Arrowhead },
  { session }: LineMaking,
): Shape {
  const { fill: _, ...stroke } = look
  return makeShape('arrow', session.options.newId(), {
    ...fromBoardPoints(thinned(ring.points, drawn.element.name, session)),
    ...clean(session),
    ...stroke,
    route: 'straight',
    startHead: heads.start,
    endHead: heads.end,
    opacity: drawn.opacity,
    link: drawn.link,
  })
}
