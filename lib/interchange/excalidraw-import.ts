/** `.excalidraw` files, its clipboard and its libraries -> shapes. Total: a strange file gives a result or a reason. */
import { fail, ok, type Result } from '../base/result.ts'
import { boxAround, cornersOf, unionOf } from '../geometry/box.ts'
import type { Shape } from '../shapes/registry.ts'
import { type Element, textOf, textStyleOf } from './excalidraw-element.ts'
import { type Member, withGroups } from './excalidraw-groups.ts'
import { librariesIn } from './excalidraw-library.ts'
import { bindArrow, middleShare } from './excalidraw-lines.ts'
import { readElement } from './excalidraw-shapes.ts'
import type { ImportFailure, ImportOptions, ImportResult } from './import-result.ts'
import { createImportSession, type ImportSession } from './import-session.ts'
import { isJson, type Json, json as jsonOf, list, parseJson, words } from './reading.ts'

const LIBRARY_GAP = 40
/** Things that only a session has. */
const IGNORED: ReadonlySet<string> = new Set(['selection'])
const LABELLED: ReadonlySet<string> = new Set(['geo', 'arrow', 'note'])

/** Reads a parsed file, or the text of one. */
export function importExcalidraw(input: unknown, options: ImportOptions): Result<ImportResult, ImportFailure> {
  const parsed = parseJson(input)
  if (!parsed.ok) return parsed
  const file = parsed.value
  const items = isJson(file) ? itemsOf(file) : null
  if (!items || !isJson(file)) return fail('wrong-file-type', 'This is not an Excalidraw file.')
  const session = createImportSession(options)
  const scenes = items.map((elements, i) => readScene(elements, itemSession(session, i), jsonOf(file.files)))
  const background = paperOf(words(jsonOf(file.appState).viewBackgroundColor))
  const result = session.result(sideBySide(scenes.map((scene) => scene.shapes)))
  const added = scenes.reduce((sum, scene) => sum + scene.elements, 0) - result.skipped.length
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

function readScene(stored: readonly unknown[], session: ImportSession, files: Json): Scene {
  const elements = elementsOf(stored)
  const byId = new Map(elements.map((element) => [element.id, element]))
  const labels = labelsOf(elements, byId)
  const members: Member[] = []
  const shapeOf = new Map<string, Shape>()
  let room = true
  for (const element of elements) {
    if (labels.isLabel.has(element)) continue
    const read = readElement(element, session, files)
    if (!read || !room) continue
    const label = labels.ofContainer.get(element.id)
    const shape = label ? withLabel(read, label.json) : read
    room = session.add(shape)
    if (!room) continue
    members.push({ shape, json: element.json })
    shapeOf.set(element.id, shape)
  }
  const target = (foreign: unknown) => shapeOf.get(words(foreign))
  const bound = members.map(({ shape, json }) => ({
    shape: shape.type === 'arrow' ? bindArrow(shape, json, target) : shape,
    json,
  }))
  const frameOf = ({ shape, json }: Member) => {
    const frame = target(json.frameId)
    return frame?.type === 'frame' && shape.type !== 'frame' ? frame.id : ''
  }
  return { shapes: framesFirst(withGroups(bound, session, frameOf)), elements: elements.length }
}

/** Living elements in z-order, each id once. */
function elementsOf(stored: readonly unknown[]): readonly Element[] {
  const seen = new Set<string>()
  const elements: Element[] = []
  for (const [i, json] of stored.entries()) {
    if (!isJson(json) || json.isDeleted === true) continue
    const type = words(json.type) || 'unknown'
    if (IGNORED.has(type)) continue
    const own = words(json.id)
    const id = own !== '' && !seen.has(own) ? own : `${own} #${i}`
    seen.add(id)
    elements.push({ json, id, type })
  }
  return elements
}

interface Labels {
  readonly ofContainer: ReadonlyMap<string, Element>
  readonly isLabel: ReadonlySet<Element>
}
const CONTAINERS: ReadonlySet<string> = new Set(['rectangle', 'ellipse', 'diamond', 'arrow', 'stickynote'])

/** Texts that belong into another element; of several in one, the first that the container itself names. */
function labelsOf(elements: readonly Element[], byId: ReadonlyMap<string, Element>): Labels {
  const ofContainer = new Map<string, Element>()
  const isNamed = (container: Element, text: Element) =>
    list(container.json.boundElements).some((bound) => jsonOf(bound).id === text.id)
  for (const element of elements) {
    const container = element.type === 'text' ? byId.get(words(element.json.containerId)) : undefined
    if (!container || !CONTAINERS.has(container.type)) continue
    const rival = ofContainer.get(container.id)
    if (!rival || (!isNamed(container, rival) && isNamed(container, element))) ofContainer.set(container.id, element)
  }
  return { ofContainer, isLabel: new Set(ofContainer.values()) }
}

function withLabel(shape: Shape, json: Json): Shape {
  if (!LABELLED.has(shape.type)) return shape
  const style = textStyleOf({ textAlign: 'center', verticalAlign: 'middle', ...json })
  const labelAt = shape.type === 'arrow' ? { labelAt: middleShare(shape) } : {}
  return { ...shape, ...style, ...labelAt, text: textOf(json) } as Shape
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

/** The items of a library in a row; a single scene stays where it is. */
function sideBySide(scenes: readonly (readonly Shape[])[]): readonly Shape[] {
  if (scenes.length <= 1) return scenes.flat()
  let x = 0
  return scenes.flatMap((shapes) => {
    const box = unionOf(
      shapes.map(({ placement }) => boxAround(cornersOf(placement))).filter((found) => found !== null),
    )
    if (!box) return []
    const by = { x: x - box.x, y: -box.y }
    x += box.w + LIBRARY_GAP
    return shapes.map((shape) => {
      const { placement } = shape
      return { ...shape, placement: { ...placement, x: placement.x + by.x, y: placement.y + by.y } }
    })
  })
}
