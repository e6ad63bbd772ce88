/** `.excalidraw` files, its clipboard and its libraries -> shapes. Total: a strange file gives a result or a reason. */
import { fail, ok, type Result } from '../base/result.ts'
import { finish, mapping, type Steps } from '../base/steps.ts'
import { boxAround, cornersOf, unionOf } from '../geometry/box.ts'
import type { Shape } from '../shapes/registry.ts'
import { ownGroupKeys, withBrought } from './excalidraw-brought.ts'
import { type Element, placementOf } from './excalidraw-element.ts'
import { type Member, withGroups } from './excalidraw-groups.ts'
import { librariesIn } from './excalidraw-library.ts'
import { bindArrow, middleShare } from './excalidraw-lines.ts'
import { labelledBy, retyped, withOwn } from './excalidraw-own.ts'
import { isStandIn, readElement } from './excalidraw-shapes.ts'
import { withLabelOf } from './excalidraw-text.ts'
import { reachOf } from './far-away.ts'
import { countSkipped, type ImportFailure, type ImportOptions, type ImportResult } from './import-result.ts'
import { createImportSession, type ImportSession } from './import-session.ts'
import { finite, isJson, type Json, json as jsonOf, list, parseJson, words } from './reading.ts'

const LIBRARY_GAP = 40
/** Rows leave some air at their ends. */
const ROW_SHARE = 1.1
/** A few small things are one row. */
const LEAST_ROW = 1_200
const MAX_COMPARED = 10_000
/** Things that only a session has. */
const IGNORED: ReadonlySet<string> = new Set(['selection'])

/** Reads a parsed file, or the text of one. */
export const importExcalidraw = (input: unknown, options: ImportOptions): Result<ImportResult, ImportFailure> =>
  finish(readingExcalidraw(input, options))

/** The same, in steps. */
export function* readingExcalidraw(input: unknown, options: ImportOptions): Steps<Result<ImportResult, ImportFailure>> {
  const parsed = parseJson(input)
  if (!parsed.ok) return parsed
  // Parsing cannot be left half-way: it has a step to itself.
  yield
  const file = parsed.value
  const items = isJson(file) ? itemsOf(file) : null
  if (!items || !isJson(file)) return fail('wrong-file-type', 'This is not an Excalidraw file.')
  const session = createImportSession(options)
  const scenes: Scene[] = []
  for (const [i, elements] of items.entries())
    scenes.push(yield* readingScene(elements, itemSession(session, i), jsonOf(file.files)))
  const background = paperOf(words(jsonOf(file.appState).viewBackgroundColor))
  const result = session.result(inGrid(scenes.map((scene) => scene.shapes)))
  const added = scenes.reduce((sum, scene) => sum + scene.elements, 0) - countSkipped(result.skipped)
  return ok({ ...result, added: Math.max(0, added), ...(background === '' ? {} : { background }) })
}

const WHITE = '#ffffff'
/** White is plain paper here. */
const paperOf = (color: string): string =>
  color.toLowerCase() === WHITE || !/^#[0-9a-f]{6}$/i.test(color) ? '' : color

/** The items of a library may use the same ids. */
const itemSession = (session: ImportSession, item: number): ImportSession =>
  item === 0 ? session : { ...session, idOf: (foreign) => session.idOf(`${item} ${foreign}`) }

/** The scenes of a file: one, or one for each item of a library. */
function itemsOf(file: Json): readonly (readonly unknown[])[] | null {
  const library = librariesIn(file)
  if (library) return library.map(({ elements }) => elements)
  const isScene = file.type === undefined || words(file.type).startsWith('excalidraw')
  return isScene && Array.isArray(file.elements) ? [file.elements] : null
}

interface Scene {
  readonly shapes: readonly Shape[]
  /** Living elements that the file has. */
  readonly elements: number
}

function* readingScene(stored: readonly unknown[], session: ImportSession, files: Json): Steps<Scene> {
  const { elements: all, strange } = yield* readingElements(stored, session)
  const elements = yield* placing(all, session)
  const byId = new Map(yield* mapping(elements, (element) => [element.id, element] as const))
  const labels = labelsOf(elements, byId)
  const groupsOf = ownGroupKeys(elements.filter((element) => !labels.isLabel.has(element)).map(({ json }) => json))
  const members: Member[] = []
  const shapeOf = new Map<string, Shape>()
  const keep = (element: Element, label: Element | undefined): boolean => {
    if (session.isFull()) {
      for (const left of label ? [element, label] : [element]) session.skip(left.type, 'too-many')
      return true
    }
    const made = readElement(element, session, files)
    if (!made) return false
    const labelled = label ? withLabelOf(retyped(made, element.json), label.json, session) : retyped(made, element.json)
    const placed = labelled.type === 'arrow' && label ? { ...labelled, labelAt: middleShare(labelled) } : labelled
    const around = { label: label?.json, ownGroups: groupsOf(element.json), isStandIn: isStandIn(element, made) }
    const shape = withBrought(withOwn(placed, element.json), element, around)
    session.add(shape)
    members.push({ shape, json: element.json })
    shapeOf.set(element.id, shape)
    return true
  }
  yield* mapping(elements, (element) => {
    if (labels.isLabel.has(element)) return
    const label = labels.ofContainer.get(element.id)
    // Words do not go with a box that cannot be read.
    if (!keep(element, label) && label) keep(label, undefined)
  })
  const target = (foreign: unknown) => shapeOf.get(words(foreign))
  const bound = yield* mapping(members, ({ shape, json }) => ({
    shape: shape.type === 'arrow' ? bindArrow(shape, json, target) : shape,
    json,
  }))
  yield
  const frameOf = ({ shape, json }: Member) => {
    const frame = target(json.frameId)
    return frame?.type === 'frame' && shape.type !== 'frame' ? frame.id : ''
  }
  return { shapes: framesFirst(withGroups(bound, session, frameOf)), elements: all.length + strange }
}

interface Elements {
  /** Living ones in z-order, each id once. */
  readonly elements: readonly Element[]
  /** How many are no elements at all. */
  readonly strange: number
}

function* readingElements(stored: readonly unknown[], session: ImportSession): Steps<Elements> {
  const seen = new Set<string>()
  const elements: Element[] = []
  let strange = 0
  yield* mapping(stored.keys(), (i) => {
    const json = stored[i]
    if (!isJson(json)) {
      strange++
      session.skip('unknown', 'not-an-object')
      return
    }
    if (json.isDeleted === true) return
    const type = words(json.type) || 'unknown'
    if (IGNORED.has(type)) return
    const own = words(json.id)
    const id = own !== '' && !seen.has(own) ? own : `${own} #${i}`
    seen.add(id)
    elements.push({ json, id, type })
  })
  return { elements, strange }
}

/** The elements where the board can hold them: see `reachOf`. */
function* placing(elements: readonly Element[], session: ImportSession): Steps<readonly Element[]> {
  const { shift, isWhole, holds } = reachOf(yield* mapping(elements, ({ json }) => placementOf(json)))
  if (isWhole) return elements
  const placed = yield* mapping(elements, (element) => {
    const { json, type } = element
    if (!holds(placementOf(json))) {
      session.skip(type, 'too-far')
      return []
    }
    return [{ ...element, json: { ...json, x: finite(json.x, 0) + shift.x, y: finite(json.y, 0) + shift.y } }]
  })
  return placed.flat()
}

interface Labels {
  readonly ofContainer: ReadonlyMap<string, Element>
  readonly isLabel: ReadonlySet<Element>
}
const CONTAINERS: ReadonlySet<string> = new Set(['rectangle', 'ellipse', 'diamond', 'arrow', 'stickynote'])

/** Texts that belong into another element; of several in one, the first that the container itself names. */
function labelsOf(elements: readonly Element[], byId: ReadonlyMap<string, Element>): Labels {
  const ofContainer = new Map<string, Element>()
  const named = new Map<Element, ReadonlySet<unknown>>()
  const isNamed = (container: Element, text: Element) => {
    const ids = named.get(container) ?? new Set(list(container.json.boundElements).map((bound) => jsonOf(bound).id))
    named.set(container, ids)
    return ids.has(text.id)
  }
  for (const element of elements) {
    if (element.type !== 'text') continue
    const ours = labelledBy(element.json)
    const container = byId.get(ours || words(element.json.containerId))
    if (!container || !(CONTAINERS.has(container.type) || (ours !== '' && container.type === 'line'))) continue
    const rival = ofContainer.get(container.id)
    if (!rival || (!isNamed(container, rival) && isNamed(container, element))) ofContainer.set(container.id, element)
  }
  return { ofContainer, isLabel: new Set(ofContainer.values()) }
}

/** Excalidraw lists a frame after its children; here it lies below them. */
function framesFirst(shapes: readonly Shape[]): readonly Shape[] {
  const frames = new Map<string, Shape>()
  for (const shape of shapes) if (shape.type === 'frame') frames.set(shape.id, shape)
  const result: Shape[] = []
  for (const shape of shapes) {
    const frame = frames.get(shape.type === 'frame' ? shape.id : shape.parent)
    if (frame && frames.delete(frame.id)) result.push(frame)
    if (shape.type !== 'frame') result.push(shape)
  }
  return result
}

/** The items of a library in rows, about as high as wide; a single scene stays where it is. */
function inGrid(scenes: readonly (readonly Shape[])[]): readonly Shape[] {
  if (scenes.length <= 1) return scenes.flat()
  const items = scenes.flatMap((shapes) => {
    const box = unionOf(
      shapes.map(({ placement }) => boxAround(cornersOf(placement))).filter((found) => found !== null),
    )
    return box ? [{ shapes, box }] : []
  })
  const area = items.reduce((sum, { box }) => sum + (box.w + LIBRARY_GAP) * (box.h + LIBRARY_GAP), 0)
  const width = Math.max(
    LEAST_ROW,
    Math.sqrt(area) * ROW_SHARE,
    ...items.slice(0, MAX_COMPARED).map(({ box }) => box.w),
  )
  let [x, y, rowHeight] = [0, 0, 0]
  return items.flatMap(({ shapes, box }) => {
    if (x > 0 && x + box.w > width) {
      x = 0
      y += rowHeight + LIBRARY_GAP
      rowHeight = 0
    }
    const by = { x: x - box.x, y: y - box.y }
    x += box.w + LIBRARY_GAP
    rowHeight = Math.max(rowHeight, box.h)
    return shapes.map((shape) => {
      const { placement } = shape
      return { ...shape, placement: { ...placement, x: placement.x + by.x, y: placement.y + by.y } }
    })
  })
}
