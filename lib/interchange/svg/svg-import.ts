/**
 * An SVG as shapes of ours where it is simple, and as a picture else: one thing in it that no shape can say, such as a
 * gradient, makes the whole a picture, which looks right, rather than shapes that do not. The report names the thing.
 */
import { fail, ok, type Result } from '../../base/result.ts'
import { boxAround } from '../../geometry/box.ts'
import type { Point } from '../../geometry/point.ts'
import { type Affine, applyAffine, compose, identity, invert } from '../../geometry/transform.ts'
import { MAX_COORDINATE } from '../../shapes/kind.ts'
import { makeShape, type Shape } from '../../shapes/registry.ts'
import { type ImportFailure, type ImportOptions, type ImportResult, MAX_IMPORT_CHARACTERS } from '../import-result.ts'
import { createImportSession, type ImportSession } from '../import-session.ts'
import { boxShape, imageShape, isBox, isEmptyBox } from './svg-boxes.ts'
import { type Extent, extentOf, viewport } from './svg-extent.ts'
import { type Grouped, withGroups } from './svg-groups.ts'
import { type LineMaking, lineShapes } from './svg-lines.ts'
import { lookOf } from './svg-look.ts'
import { readStyleSheet, type StyleSheet } from './svg-style.ts'
import { textShapes } from './svg-text.ts'
import { readTransform } from './svg-transform.ts'
import { type Beyond, type Drawn, lengthOf, miss, walkSvg } from './svg-tree.ts'
import { readXml, type XmlElement } from './xml-reader.ts'

const limits = { length: 4_000_000, depth: 64, elements: 20_000 }
/** Of all lines together. */
const MAX_POINTS = 400_000
/** More are no drawing that anybody edits shape by shape. */
export const MAX_SVG_SHAPES = 5_000
const MAX_SIDE = 20_000
const MAX_TITLE_LENGTH = 200
/** What the report says of what made the whole a picture. */
const AS_PICTURE = 'kept-as-picture'

/** Did it stay a picture? */
export const isSvgPicture = ({ skipped }: ImportResult): boolean => skipped.some(({ reason }) => reason === AS_PICTURE)

/** `place` says where on the board it comes to lie; at the origin, as large as it says itself, when left out. */
export function importSvg(
  input: unknown,
  options: ImportOptions,
  place?: (extent: Extent) => Affine,
): Result<ImportResult, ImportFailure> {
  const noSvg = fail('wrong-file-type', 'This is not an SVG.')
  if (typeof input !== 'string') return noSvg
  if (input.length > MAX_IMPORT_CHARACTERS) return fail('too-large', 'The file is too large to import.')
  const start = input.indexOf('<')
  if (start < 0) return noSvg
  const read = readXml(input.slice(start), limits)
  if (!read.ok) return read.error.code === 'too-large' ? fail('too-large', `It has ${read.error.message}.`) : noSvg
  if (read.value.name !== 'svg') return noSvg
  return ok(boardOf(read.value, input, options, place))
}

function boardOf(
  root: XmlElement,
  code: string,
  options: ImportOptions,
  place: (extent: Extent) => Affine = () => identity,
): ImportResult {
  const extent = extentOf(root, MAX_SIDE)
  const { byId, sheet, title } = lookThrough(root)
  const at = place(extent)
  const corners = [0, extent.width].flatMap((x) => [0, extent.height].map((y) => applyAffine(at, { x, y })))
  const sheetOf = viewport(root, extent.width, extent.height)
  const walk = walkSvg(root, compose(at, sheetOf), {
    byId,
    sheet,
    isOpenClip: (clip, matrix) => coversAll(clip, matrix, corners),
    ...limits,
    letters: 2 * limits.length,
  })
  const beyond = new Map(walk.beyond)
  const session = createImportSession(options)
  const making: Making = { session, byId, sheet, beyond, take }
  let points = 0
  function take(more: number): boolean {
    points += more
    if (points > MAX_POINTS) miss(beyond, 'size')
    return points <= MAX_POINTS
  }
  const entries = beyond.size > 0 ? [] : walk.drawn.flatMap((drawn) => entriesOf(drawn, making))
  if (entries.length > MAX_SVG_SHAPES) miss(beyond, 'size')
  const named = title === '' ? {} : { title }
  if (beyond.size > 0) return { ...asPicture(code, extent, beyond, title, options), ...named }
  const kept = entries.filter(({ shape }) => isOnBoard(shape, session))
  return { ...session.result(withGroups(kept, session)), added: kept.length, ...named }
}

/** Elements by their ids, of which the first counts; the style sheets; the title. */
function lookThrough(root: XmlElement) {
  const byId = new Map<string, XmlElement>()
  const styles: string[] = []
  const wordsOf = (element: XmlElement) => element.children.filter((child) => typeof child === 'string').join('')
  const visit = (element: XmlElement): void => {
    const id = element.attributes.get('id')
    if (id !== undefined && !byId.has(id)) byId.set(id, element)
    if (element.name === 'style') styles.push(wordsOf(element))
    for (const child of element.children) if (typeof child !== 'string') visit(child)
  }
  visit(root)
  const titled = root.children.find((child) => typeof child !== 'string' && child.name === 'title')
  const title = titled && typeof titled !== 'string' ? wordsOf(titled).replace(/\s+/g, ' ').trim() : ''
  return { byId, sheet: readStyleSheet(styles.join('\n')), title: title.slice(0, MAX_TITLE_LENGTH) }
}

interface Making extends LineMaking {
  readonly sheet: StyleSheet
  readonly beyond: Beyond
}

function entriesOf(drawn: Drawn, making: Making): readonly Grouped[] {
  const shapes = shapesOf(drawn, making)
  // What one element says stays together.
  const group = shapes.length > 1 ? { parent: drawn.group } : drawn.group
  return shapes.map((shape) => ({ shape, group }))
}

function shapesOf(drawn: Drawn, making: Making): readonly Shape[] {
  const { session, sheet, beyond } = making
  const { element } = drawn
  if (element.name === 'text') {
    const texts = textShapes(drawn, sheet, session)
    if (texts === null) miss(beyond, 'text')
    return texts ?? []
  }
  if (element.name === 'image') {
    const image = isEmptyBox(element) ? null : imageShape(drawn, session)
    if (image === null && !isEmptyBox(element)) miss(beyond, 'image')
    return image ? [image] : []
  }
  if (!isBox(element)) return lineShapes(drawn, making)
  const { fill, strokeWidth } = lookOf(drawn)
  if (isEmptyBox(element) || (fill === 'transparent' && strokeWidth === 0)) return []
  const box = boxShape(drawn, session)
  return box ? [box] : lineShapes(drawn, making)
}

function isOnBoard({ type, placement }: Shape, session: ImportSession): boolean {
  const { x, y, w, h } = placement
  const isHeld = [x, y, x + w, y + h].every((side) => Math.abs(side) < MAX_COORDINATE)
  if (!isHeld) session.skip(type, 'too-far')
  return isHeld
}

/** Programs clip to the sheet that they draw on, which hides nothing. */
function coversAll(clip: XmlElement, matrix: Affine, sheet: readonly Point[]): boolean {
  const [shape, ...others] = clip.children.filter((child) => typeof child !== 'string')
  if (!shape || typeof shape === 'string' || shape.name !== 'rect' || others.length > 0) return false
  if (clip.attributes.get('clipPathUnits') === 'objectBoundingBox') return false
  const own = compose(matrix, compose(transformOf(clip), transformOf(shape)))
  const back = invert(own)
  if (!back) return false
  const [x, y, w, h] = ['x', 'y', 'width', 'height'].map((name) => lengthOf(shape, name) ?? 0)
  const box = boxAround(sheet.map((corner) => applyAffine(back, corner)))
  const air = Math.max(w, h) / 100
  return (
    box !== null && box.x > x - air && box.y > y - air && box.x + box.w < x + w + air && box.y + box.h < y + h + air
  )
}
const transformOf = (element: XmlElement): Affine => readTransform(element.attributes.get('transform'))

function asPicture(code: string, { width, height }: Extent, beyond: Beyond, alt: string, options: ImportOptions) {
  const session = createImportSession(options)
  for (const [what, count] of beyond) session.skip(what, AS_PICTURE, count)
  const asset = session.keepAsset('svg', { mimeType: 'image/svg+xml', bytes: new TextEncoder().encode(code) })
  const image = makeShape('image', options.newId(), {
    placement: { x: 0, y: 0, w: width, h: height, rotation: 0 },
    asset,
    mimeType: 'image/svg+xml',
    naturalWidth: width,
    naturalHeight: height,
    alt,
  })
  return session.result([image])
}
