/** A board -> a file that Excalidraw opens: bound texts, bindings, groups, frames and images included. */
import type { ShapeId } from '../base/ids.ts'
import { pushTo } from '../base/push-to.ts'
import { finish, mapping, type Steps } from '../base/steps.ts'
import type { ShapeContext, TextMeasurer } from '../shapes/kind.ts'
import { makeShape, type Shape } from '../shapes/registry.ts'
import { writeDataUrl } from './data-url.ts'
import { keptOf, OWN_KEY, ownGroupsOf, stoodForBy } from './excalidraw-brought.ts'
import type { ExcalidrawElement } from './excalidraw-export-element.ts'
import { type ExportContext, shapeElements } from './excalidraw-export-shape.ts'
import { middleShare } from './excalidraw-lines.ts'
import { ownWords } from './excalidraw-own.ts'
import { readElement } from './excalidraw-shapes.ts'
import { withLabelOf } from './excalidraw-text.ts'
import type { ImportedAsset } from './import-result.ts'
import { createImportSession } from './import-session.ts'
import { isJson } from './reading.ts'
import { tableBoxes } from './table-boxes.ts'

export interface ExportOptions {
  /** Back to front. */
  readonly shapes: readonly Shape[]
  readonly measure: TextMeasurer
  /** Image bytes by the name that shapes give them; images without bytes are left out. */
  readonly assets?: ReadonlyMap<string, ImportedAsset>
  readonly background?: string
  /** How pictures of it are made over there; left out: as Excalidraw does by itself. */
  readonly look?: { readonly isDark: boolean; readonly hasBackground: boolean; readonly scale?: number }
}

const MAX_DEPTH = 100

/** The file as an object; `JSON.stringify` makes the text. */
export const exportExcalidraw = (options: ExportOptions): object => finish(exportingExcalidraw(options))

/** The same, in steps. */
export function* exportingExcalidraw(options: ExportOptions): Steps<object> {
  const { measure, assets, background = '#ffffff', look } = options
  const shapes = options.shapes.flatMap((shape) => (shape.type === 'table' ? tableBoxes(shape, measure) : [shape]))
  const byId = new Map<string, Shape>(shapes.map((shape) => [shape.id, shape]))
  const context: ShapeContext = { measure, shape: (id: ShapeId) => byId.get(id) }
  const isThere = (shape: Shape) => shape.type !== 'image' || (assets?.has(shape.asset) ?? false)
  const isWritten = (id: string) => {
    const shape = byId.get(id)
    return shape !== undefined && shape.type !== 'group' && isThere(shape)
  }
  const ownGroups = ownGroupNames()
  const to: ExportContext = { context, isWritten, membershipOf: (shape) => membershipOf(shape, byId, ownGroups(shape)) }
  const written = yield* mapping(shapes.filter(isThere), (shape) => withOurs(shape, shapeElements(shape, to)))
  return {
    type: 'excalidraw',
    version: 2,
    source: 'inkroom',
    elements: framesLast(linkArrows(written.flat())),
    appState: { viewBackgroundColor: background, gridSize: null, ...(look ? lookWords(look) : {}) },
    files: filesOf(shapes, assets ?? new Map()),
  }
}

const lookWords = ({ isDark, hasBackground, scale }: NonNullable<ExportOptions['look']>) => ({
  ...(isDark ? { theme: 'dark', exportWithDarkMode: true } : {}),
  ...(hasBackground ? {} : { exportBackground: false, viewBackgroundColor: 'transparent' }),
  ...(scale === undefined ? {} : { exportScale: scale }),
})

/** What Excalidraw does not know of the shape goes along in `customData`, beside what others have put there. */
function withOurs(shape: Shape, elements: readonly ExcalidrawElement[]): readonly ExcalidrawElement[] {
  const [main, label] = elements
  if (!main || stoodForBy(shape)) return elements
  const { customData } = keptOf(shape)
  const read = readBack(shape, main, label)
  const ours = ownWords(shape, read?.shape ?? null, read?.type)
  const known = { ...(isJson(customData) ? customData : {}), ...(ours ? { [OWN_KEY]: ours } : {}) }
  return Object.keys(known).length === 0 ? elements : [{ ...main, customData: known }, ...elements.slice(1)]
}

/** What our own reader makes of the elements, and the type that it finds. */
function readBack(shape: Shape, main: ExcalidrawElement, label: ExcalidrawElement | undefined) {
  const session = createImportSession({ newId: () => shape.id, newSeed: () => 1 })
  const mimeType = shape.type === 'image' ? shape.mimeType || 'image/png' : ''
  const files = mimeType === '' ? {} : { [String(main.fileId)]: { dataURL: `data:${mimeType};base64,AA==` } }
  const made = readElement({ json: main, id: main.id, type: main.type }, session, files)
  if (!made || shape.type === 'group') return null
  const typed = made.type === shape.type ? made : makeShape(shape.type, made.id, made as never)
  const read = label ? withLabelOf(typed, label, session) : typed
  return { shape: label && read.type === 'arrow' ? { ...read, labelAt: middleShare(read) } : read, type: made.type }
}

/** The groups of one that a shape came in; a copy of it is in groups of its own. */
function ownGroupNames(): (shape: Shape) => readonly string[] {
  const holders = new Map<string, string>()
  return (shape) =>
    ownGroupsOf(shape).map((key) => {
      const holder = holders.get(key) ?? shape.id
      holders.set(key, holder)
      return holder === shape.id ? key : `${key}-${shape.id}`
    })
}

/** Groups around a shape, innermost first, and the frame around those. */
function membershipOf(shape: Shape, byId: ReadonlyMap<string, Shape>, own: readonly string[]) {
  const groupIds: string[] = [...own]
  let parent = byId.get(shape.parent)
  while (parent?.type === 'group' && groupIds.length < MAX_DEPTH && !groupIds.includes(parent.id)) {
    groupIds.push(parent.id)
    parent = byId.get(parent.parent)
  }
  return { groupIds, frameId: parent?.type === 'frame' && parent.id !== shape.id ? parent.id : null }
}

/** Both sides name a binding: the arrow its targets, each target its arrows. */
function linkArrows(elements: readonly ExcalidrawElement[]): readonly ExcalidrawElement[] {
  const arrows = new Map<string, string[]>()
  for (const { id, type, startBinding, endBinding } of elements) {
    if (type !== 'arrow') continue
    const targets = [startBinding, endBinding].map((b) => (b as { elementId: string } | null)?.elementId)
    for (const target of new Set(targets)) if (target) pushTo(arrows, target, id)
  }
  return elements.map((element) => {
    const bound = arrows.get(element.id)?.map((id) => ({ type: 'arrow', id }))
    if (!bound) return element
    return { ...element, boundElements: [...((element.boundElements as object[] | null) ?? []), ...bound] }
  })
}

/** Excalidraw wants a frame behind its children in the list. */
function framesLast(elements: readonly ExcalidrawElement[]): readonly ExcalidrawElement[] {
  const lastOf = new Map<unknown, ExcalidrawElement>()
  for (const element of elements) if (element.frameId !== null) lastOf.set(element.frameId, element)
  const waiting = new Map<ExcalidrawElement, ExcalidrawElement[]>()
  const result: ExcalidrawElement[] = []
  const put = (element: ExcalidrawElement): void => {
    result.push(element)
    for (const frame of waiting.get(element) ?? []) put(frame)
  }
  const isPut = new Set<ExcalidrawElement>()
  for (const element of elements) {
    const last = element.type === 'frame' ? lastOf.get(element.id) : undefined
    if (last && !isPut.has(last)) pushTo(waiting, last, element)
    else put(element)
    isPut.add(element)
  }
  return result
}

function filesOf(shapes: readonly Shape[], assets: ReadonlyMap<string, ImportedAsset>): Record<string, object> {
  const files: Record<string, object> = {}
  for (const shape of shapes) {
    const asset = shape.type === 'image' ? assets.get(shape.asset) : undefined
    if (shape.type !== 'image' || !asset) continue
    files[shape.asset] = { id: shape.asset, mimeType: asset.mimeType, dataURL: writeDataUrl(asset), created: 1 }
  }
  return files
}
