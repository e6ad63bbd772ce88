/** `.tldr` files and tldraw's clipboard -> shapes. Total: a strange file gives a result or a reason. */

import { pushTo } from '../base/push-to.ts'
import { fail, ok, type Result } from '../base/result.ts'
import { finish, mapping, type Steps } from '../base/steps.ts'
import { type Box, boxAround, cornersOf, unionOf } from '../geometry/box.ts'
import { add } from '../geometry/point.ts'
import { makeShape, type Shape } from '../shapes/registry.ts'
import { type Reach, reachOf } from './far-away.ts'
import type { ImportFailure, ImportOptions, ImportResult } from './import-result.ts'
import { createImportSession, type ImportSession } from './import-session.ts'
import { finite, isJson, parseJson, words } from './reading.ts'
import { readArrow } from './tldraw-arrows.ts'
import { clipboardText, recordsOf } from './tldraw-content.ts'
import { indexRecords, type TldrawRecords, type TldrawShape } from './tldraw-records.ts'
import { readShape } from './tldraw-shapes.ts'
import { isFirstVersion, recordsOfFirstVersion } from './tldraw-v1.ts'

const PAGE_GAP = 200
const PAGE_PADDING = 40

/** Reads a parsed file, the text of one, or the HTML of the clipboard. */
export const importTldraw = (input: unknown, options: ImportOptions): Result<ImportResult, ImportFailure> =>
  finish(readingTldraw(input, options))

/** The same, in steps. */
export function* readingTldraw(input: unknown, options: ImportOptions): Steps<Result<ImportResult, ImportFailure>> {
  const parsed = parseJson(typeof input === 'string' ? clipboardText(input) : input)
  if (!parsed.ok) return parsed
  yield
  const file = isJson(parsed.value) ? parsed.value : {}
  const stored = isFirstVersion(file) ? recordsOfFirstVersion(file) : recordsOf(file)
  if (!stored) return fail('wrong-file-type', 'This is not a tldraw file.')
  const session = createImportSession(options)
  const records = indexRecords(stored)
  for (const [type, reason] of records.lost) session.skip(type, reason)
  const reach = reachOf(records.pages.flatMap(({ shapes }) => shapes.map(boxAt)))
  const pages: Page[] = []
  for (const { name, shapes } of records.pages)
    if (shapes.length > 0)
      pages.push({ name, shapes: yield* readingPage(onBoard(shapes, reach, session), session, records) })
  const count = (shapes: readonly Shape[]) => shapes.length - session.standIns()
  const title = words(stored.filter(isJson).find(({ typeName }) => typeName === 'document')?.name)
  const result = session.result(pages.length > 1 ? framed(pages, session) : pages.flatMap(({ shapes }) => shapes))
  return ok({ ...result, added: count(result.shapes), ...(title === '' ? {} : { title }) })
}

/** The corner of a shape and how far it goes, unturned: enough to tell whether it lies on the board. */
const boxAt = ({ spot, props }: TldrawShape): Box => ({
  ...spot.at,
  w: Math.max(0, finite(props.w, 0)),
  h: Math.max(0, finite(props.h, 0)),
})

function onBoard(shapes: readonly TldrawShape[], reach: Reach, session: ImportSession): readonly TldrawShape[] {
  return shapes.flatMap((shape) => {
    const { spot, type } = shape
    if (reach.holds(boxAt(shape))) return [{ ...shape, spot: { ...spot, at: add(spot.at, reach.shift) } }]
    session.skip(type || 'unknown', 'too-far')
    return []
  })
}

interface Page {
  readonly name: string
  readonly shapes: readonly Shape[]
}

function* readingPage(
  shapes: readonly TldrawShape[],
  session: ImportSession,
  records: TldrawRecords,
): Steps<readonly Shape[]> {
  const read = new Map<string, Shape>()
  const keep = (shape: TldrawShape, make: () => Shape | null) => {
    if (session.isFull()) return session.skip(shape.type || 'unknown', 'too-many')
    const made = make()
    if (!made) return
    const placed = { ...made, parent: shape.parent === '' ? '' : (read.get(shape.parent)?.id ?? '') }
    session.add(placed)
    read.set(shape.id, placed)
  }
  yield* mapping(shapes, (shape) => {
    if (shape.type !== 'arrow') keep(shape, () => readShape(shape, session, records))
  })
  const targetOf = (foreign: unknown) => read.get(words(foreign))
  yield* mapping(shapes, (shape) => {
    if (shape.type === 'arrow') keep(shape, () => readArrow(shape, session, records, targetOf))
  })
  const ordered = shapes.map(({ id }) => read.get(id)).filter((shape) => shape !== undefined)
  return withGroupBoxes(ordered, () => session.skip('group', 'empty'))
}

const boundsOf = (shapes: readonly Shape[]): Box | null =>
  unionOf(shapes.map(({ placement }) => boxAround(cornersOf(placement))).filter((box) => box !== null))

/** A group is as large as its members; inner groups first. Groups without members go. */
function withGroupBoxes(shapes: readonly Shape[], skipEmpty: () => void): readonly Shape[] {
  const members = new Map<string, Shape[]>()
  const sized = new Map<string, Shape>()
  for (let i = shapes.length - 1; i >= 0; i--) {
    const shape = shapes[i]
    const box = shape.type === 'group' ? boundsOf(members.get(shape.id) ?? []) : null
    if (shape.type === 'group' && !box) {
      skipEmpty()
      continue
    }
    const placed = box ? { ...shape, placement: { ...box, rotation: 0 } } : shape
    sized.set(shape.id, placed)
    if (shape.parent !== '') pushTo(members, shape.parent, placed)
  }
  return shapes.map(({ id }) => sized.get(id)).filter((shape) => shape !== undefined)
}

/** A board has one page: several come in side by side, each in a frame with its name. */
function framed(pages: readonly Page[], session: ImportSession): readonly Shape[] {
  let x = 0
  return pages.flatMap(({ name, shapes }, i) => {
    const box = boundsOf(shapes)
    if (!box) return []
    const by = { x: x - box.x + PAGE_PADDING, y: PAGE_PADDING - box.y }
    const w = box.w + 2 * PAGE_PADDING
    const placement = { x, y: 0, w, h: box.h + 2 * PAGE_PADDING, rotation: 0 }
    x += w + PAGE_GAP
    const frame = makeShape('frame', session.options.newId(), { placement, name: name || `Page ${i + 1}` })
    const moved = shapes.map((shape): Shape => {
      const { placement: from, parent } = shape
      return { ...shape, parent: parent || frame.id, placement: { ...from, x: from.x + by.x, y: from.y + by.y } }
    })
    return [frame, ...moved]
  })
}
