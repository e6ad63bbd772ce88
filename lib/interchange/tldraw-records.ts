/** The records of a tldraw file, by kind, with every shape's place on the page: parents turn and move their children. */

import { pushTo } from '../base/push-to.ts'
import type { Placement } from '../geometry/box.ts'
import { add, type Point, rotateAbout } from '../geometry/point.ts'
import { finite, isJson, type Json, json as jsonOf, list, numeric, words } from './reading.ts'

const MAX_DEPTH = 50
const ORIGIN: Point = { x: 0, y: 0 }

/** Where a shape's own top-left corner is on the page, and how it is turned about that corner. */
export interface Spot {
  readonly at: Point
  readonly rotation: number
}
export interface TldrawShape {
  readonly id: string
  readonly type: string
  readonly json: Json
  readonly props: Json
  readonly spot: Spot
  /** The nearest group or frame, or ''. */
  readonly parent: string
}
export interface TldrawRecords {
  /** Pages in order, each with its shapes back to front. */
  readonly pages: readonly { readonly name: string; readonly shapes: readonly TldrawShape[] }[]
  /** Bindings by arrow and terminal. */
  bindingOf(arrow: string, terminal: 'start' | 'end'): Json | undefined
  asset(id: unknown): Json
  /** What of the file's shapes is not among them, or not as deep as it was: its type and the reason. */
  readonly lost: readonly (readonly [type: string, reason: string])[]
}

const byIndex = (a: Json, b: Json): number =>
  words(a.index) < words(b.index) ? -1 : words(a.index) > words(b.index) ? 1 : 0

export function indexRecords(stored: readonly unknown[]): TldrawRecords {
  const records = stored.filter(isJson)
  const lost: (readonly [string, string])[] = stored
    .filter((one) => !isJson(one))
    .map(() => ['unknown', 'not-an-object'])
  const ofType = (type: string) => records.filter(({ typeName }) => typeName === type)
  const shapes = uniqueShapes(ofType('shape'), lost)
  const isShape = new Set(shapes.map(({ id }) => words(id)))
  const children = new Map<string, Json[]>()
  for (const shape of shapes) {
    pushTo(children, words(shape.parentId), shape)
  }
  const pages = ofType('page').sort(byIndex)
  const known = new Set(pages.map(({ id }) => words(id)))
  // What hangs on a page that is not in the file (a clipboard has none) is a page of its own.
  const loose = [...children.keys()].filter((parent) => !known.has(parent) && !isShape.has(parent))
  const roots = [
    ...pages.map((page) => ({ id: words(page.id), name: words(page.name) })),
    ...loose.map((id) => ({ id, name: '' })),
  ]
  const bindings = new Map(
    ofType('binding').map((json) => [bindingKey(json.fromId, jsonOf(json.props).terminal), json]),
  )
  const found: Found = { children, seen: new Set(), lost }
  const assets = new Map(ofType('asset').map((json) => [json.id, json]))
  const read = roots.map(({ id, name }) => ({ name, shapes: inside(id, found) }))
  // Parents that hold one another in a circle hang on no page: then on the first.
  const circled = shapes.flatMap((shape) => (found.seen.has(words(shape.id)) ? [] : inside(shape, found)))
  const [first = { name: '', shapes: [] }, ...rest] = read
  return {
    lost,
    pages: [{ ...first, shapes: [...first.shapes, ...circled] }, ...rest],
    bindingOf: (arrow, terminal) => bindings.get(bindingKey(arrow, terminal)),
    asset: (id) => assets.get(id) ?? {},
  }
}

const bindingKey = (arrow: unknown, terminal: unknown): string => `${words(arrow)} ${words(terminal)}`

interface Found {
  readonly children: ReadonlyMap<string, readonly Json[]>
  readonly seen: Set<string>
  readonly lost: (readonly [string, string])[]
}

/** Shapes with an id that no other has; the others are lost. */
function uniqueShapes(shapes: readonly Json[], lost: Found['lost']): readonly Json[] {
  const ids = new Set<string>()
  return shapes.filter((shape) => {
    const id = words(shape.id)
    const isNew = id !== '' && !ids.has(id)
    if (!isNew) lost.push([words(shape.type) || 'unknown', id === '' ? 'no-id' : 'duplicate-id'])
    ids.add(id)
    return isNew
  })
}

interface Visit {
  readonly json: Json
  readonly around: Spot
  readonly depth: number
  readonly parent: string
}

/** Everything below a page, or a shape with all below it: parents before their children, so back to front. */
function inside(root: string | Json, { children, seen, lost }: Found): readonly TldrawShape[] {
  const shapes: TldrawShape[] = []
  const below = (parent: string, around: Spot, depth: number, named: string): readonly Visit[] =>
    [...(children.get(parent) ?? [])]
      .sort(byIndex)
      .reverse()
      .map((json) => ({ json, around, depth, parent: named }))
  const nowhere: Spot = { at: ORIGIN, rotation: 0 }
  // A stack of its own: a file may be nested deeper than calls may be.
  const waiting: Visit[] =
    typeof root === 'string'
      ? [...below(root, nowhere, 0, '')]
      : [{ json: root, around: nowhere, depth: 0, parent: '' }]
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { json, around, depth, parent } = next
    const id = words(json.id)
    if (seen.has(id)) continue
    seen.add(id)
    const at = add(around.at, rotateAbout({ x: finite(json.x, 0), y: finite(json.y, 0) }, ORIGIN, around.rotation))
    const spot = { at, rotation: around.rotation + finite(json.rotation, 0) }
    const type = words(json.type)
    if (depth > MAX_DEPTH) lost.push([type || 'unknown', 'nesting-cut'])
    shapes.push({ id, type, json, props: jsonOf(json.props), spot, parent })
    // What lies deeper belongs to the last parent that a board follows.
    waiting.push(...below(id, spot, depth + 1, depth < MAX_DEPTH ? id : parent))
  }
  return shapes
}

/** A point of the shape's own space, on the page. */
export const onPage = ({ at, rotation }: Spot, local: Point): Point => add(at, rotateAbout(local, ORIGIN, rotation))

/** A box of the shape's own space as a placement: theirs turns about its corner, ours about its middle. */
export function placementOf(spot: Spot, w: number, h: number, corner: Point = ORIGIN): Placement {
  const middle = onPage(spot, { x: corner.x + w / 2, y: corner.y + h / 2 })
  return { x: middle.x - w / 2, y: middle.y - h / 2, w, h, rotation: spot.rotation }
}

/** The entries of a line's points, in order: an array, or a record sorted by index. */
export function pointsOf(stored: unknown): readonly Point[] {
  const entries = Array.isArray(stored) ? stored.map(jsonOf) : Object.values(jsonOf(stored)).map(jsonOf).sort(byIndex)
  return list(entries)
    .map(jsonOf)
    .map(({ x, y }) => ({ x: numeric(x), y: numeric(y) }))
    .filter(({ x, y }) => Number.isFinite(x) && Number.isFinite(y))
}
