/** Puts shapes on a slide as what PowerPoint has for them; what it has nothing for is a picture. */
import type pptxgen from 'pptxgenjs'
import { cleanText } from '../../lib/base/clean-text.ts'
import { type Box, containsBox, unionOf } from '../../lib/geometry/box.ts'
import { pathOf } from '../../lib/geometry/path.ts'
import { placementAffine } from '../../lib/geometry/transform.ts'
import { paintBounds } from '../../lib/print/paint-bounds.ts'
import { overlap } from '../../lib/print/print-svg.ts'
import type { Arrowhead, ArrowShape } from '../../lib/shapes/arrow.ts'
import { readableOn } from '../../lib/shapes/color.ts'
import type { FrameShape } from '../../lib/shapes/frame.ts'
import type { GeoShape } from '../../lib/shapes/geo.ts'
import { formOf } from '../../lib/shapes/geo-forms.ts'
import type { AnyShape, Primitive } from '../../lib/shapes/kind.ts'
import { isEmptyText } from '../../lib/shapes/label.ts'
import { type NoteShape, noteFontSize } from '../../lib/shapes/note.ts'
import { kindOf, type Shape } from '../../lib/shapes/registry.ts'
import { paintFill, strokePaint } from '../../lib/shapes/sketch.ts'
import type { TextShape } from '../../lib/shapes/text.ts'
import { inkOf, lineOf, linkOf, MAX_INCHES, type Place, POINTS, pathBox, placeOn, type Sheet } from './sheet.ts'
import { addLine, addPath, pointsOf } from './slide-paths.ts'
import { addTable } from './slide-table.ts'
import { slideWords } from './slide-words.ts'

const wholeOf = ({ w, h }: Box): Box => ({ x: 0, y: 0, w, h })
const EMPTY_INK = { color: '000000', transparency: 100 }

type Worded = GeoShape | NoteShape | TextShape | ArrowShape

/** The words of a shape, in runs; `fontSize` is what they are drawn with. */
function wordsIn(sheet: Sheet, shape: Worded, color: string, fontSize = shape.fontSize): pptxgen.TextProps[] {
  const { font, lineHeight, align, link } = shape
  const ink = inkOf(color, shape.opacity, sheet.theme) ?? EMPTY_INK
  return slideWords(shape.text, { font, fontSize, lineHeight, align, ink, link }, sheet)
}

/** Air between the edges of a shape and its words, in points: left, right, bottom, top. */
function airOf(whole: Box, inner: Box, scale: number): [number, number, number, number] {
  const right = whole.w - inner.x - inner.w
  const bottom = whole.h - inner.y - inner.h
  return [inner.x, right, bottom, inner.y].map((air) => Math.max(0, air * scale * POINTS)) as never
}

const PRESETS: Readonly<Record<string, string>> = { rectangle: 'rect', ellipse: 'ellipse', diamond: 'diamond' }
const isPreset = ({ form, corners }: GeoShape) =>
  form === 'ellipse' || (form === 'rectangle' && corners === 'sharp') || (form === 'diamond' && corners === 'sharp')

/** How a slide has the outline: its own form where it has it, else the points. */
function outlineOf(sheet: Sheet, shape: GeoShape, w: number, h: number) {
  if (isPreset(shape)) return { shape: PRESETS[shape.form] as pptxgen.SHAPE_NAME }
  const path = formOf(shape.form).path(w, h, shape.corners)
  if (shape.form === 'rectangle') {
    const radius = Math.min(32, 0.25 * Math.min(w, h)) * sheet.scale
    return { shape: 'roundRect' as pptxgen.SHAPE_NAME, rectRadius: radius }
  }
  return { shape: 'custGeom' as pptxgen.SHAPE_NAME, points: pointsOf(path, { x: 0, y: 0 }, sheet.scale) }
}

function addGeo(sheet: Sheet, given: GeoShape): void {
  const shape: GeoShape = { ...given, look: 'clean' }
  const { context, theme, scale, slide } = sheet
  const { opacity } = shape
  const placement = kindOf(shape).placement(shape, context)
  const { w, h } = placement
  const form = formOf(shape.form)
  const stroke = shape.strokeWidth > 0 ? strokePaint(shape) : undefined
  const fills = paintFill(form.path(w, h, shape.corners), shape, w, h, 'full')
  const plain = fills.find((step) => step.name === 'path' && step.fill !== undefined)
  for (const step of fills) if (step !== plain) addPrimitive(sheet, placement, step, opacity)
  const fill = plain?.name === 'path' ? inkOf(plain.fill, opacity, theme) : null
  const line = lineOf(sheet, stroke, opacity)
  const look = {
    ...placeOn(sheet, placement, wholeOf(placement)),
    ...outlineOf(sheet, shape, w, h),
    ...(fill ? { fill } : {}),
    ...(line ? { line } : {}),
  }
  if (isEmptyText(shape.text)) slide.addShape(look.shape, { ...look, ...linkOf(shape.link) })
  else {
    const inner = kindOf(shape).textBox(shape, context) ?? wholeOf(placement)
    slide.addText(wordsIn(sheet, shape, shape.textColor), {
      ...look,
      margin: airOf(wholeOf(placement), inner, scale),
      valign: shape.verticalAlign,
    })
  }
  const details = form.details?.(w, h) ?? []
  if (details.length > 0) addPath(sheet, placement, details, { stroke, opacity })
}

function addNote(sheet: Sheet, shape: NoteShape): void {
  const { context, theme, scale, slide } = sheet
  const placement = kindOf(shape).placement(shape, context)
  const fill = inkOf(shape.fill, shape.opacity, theme)
  const inner = kindOf(shape).textBox(shape, context) ?? wholeOf(placement)
  slide.addText(wordsIn(sheet, shape, readableOn(shape.fill, shape.textColor), noteFontSize(shape, context)), {
    ...placeOn(sheet, placement, wholeOf(placement)),
    shape: 'rect' as pptxgen.SHAPE_NAME,
    ...(fill ? { fill } : {}),
    ...(fill ? { shadow: { type: 'outer', blur: 4, offset: 2, angle: 90, opacity: 0.25, color: '000000' } } : {}),
    margin: airOf(wholeOf(placement), inner, scale),
    valign: shape.verticalAlign,
  })
}

/** Words in a box of their own: as wide as they are here, and they may not wrap where they do not here. */
function addWords(sheet: Sheet, shape: TextShape | ArrowShape, wrap: boolean): void {
  const placement = kindOf(shape).placement(shape, sheet.context)
  const box = kindOf(shape).textBox(shape, sheet.context)
  if (!box || isEmptyText(shape.text)) return
  const paper = shape.type === 'arrow' ? inkOf(sheet.paper, 1, 'light') : null
  sheet.slide.addText(wordsIn(sheet, shape, shape.textColor), {
    ...placeOn(sheet, placement, box),
    isTextBox: true,
    ...(paper ? { fill: paper } : {}),
    wrap,
    margin: 0,
    valign: shape.type === 'arrow' ? 'middle' : 'top',
  })
}

const HEADS: Partial<Readonly<Record<Arrowhead, 'arrow' | 'triangle' | 'oval' | 'diamond' | 'none'>>> = {
  none: 'none',
  arrow: 'arrow',
  triangle: 'triangle',
  'triangle-outline': 'triangle',
  circle: 'oval',
  'circle-outline': 'oval',
  diamond: 'diamond',
  'diamond-outline': 'diamond',
}

function addArrow(sheet: Sheet, given: ArrowShape): void {
  const arrow: ArrowShape = { ...given, look: 'clean' }
  const kind = kindOf(arrow)
  const placement = kind.placement(arrow, sheet.context)
  const [startHead, endHead] = [HEADS[arrow.startHead], HEADS[arrow.endHead]]
  const line = kind.outline(arrow, sheet.context)
  if (!startHead || !endHead) {
    // Heads of entity diagrams are no heads there: they are drawn.
    for (const step of kind.paint(arrow, sheet.context, 'full'))
      if (step.name === 'path') addPrimitive(sheet, placement, step, arrow.opacity)
  } else {
    const look = { stroke: strokePaint(arrow), opacity: arrow.opacity, link: arrow.link, startHead, endHead }
    if (line.length === 2) addLine(sheet, placement, [line[0], line[1]], look)
    else addPath(sheet, placement, pathOf(line, 'open'), look)
  }
  addWords(sheet, arrow, false)
}

function addFrame(sheet: Sheet, frame: FrameShape): void {
  const { placement, opacity, name } = frame
  const fill = inkOf(frame.fill, opacity, sheet.theme)
  const line = lineOf(sheet, { color: frame.stroke, width: 1.5 }, opacity)
  const look = { ...(fill ? { fill } : {}), ...(line ? { line } : {}), objectName: cleanText(name) || 'Frame' }
  sheet.slide.addShape('rect', { ...placeOn(sheet, placement, wholeOf(placement)), ...look })
}

/** See-through ink of a highlighter: a slide knows no ink that multiplies. */
const HIGHLIGHT = 0.5

function addPrimitive(sheet: Sheet, placement: AnyShape['placement'], step: Primitive, opacity: number, link = '') {
  if (step.name !== 'path') return
  const share = step.blend ? opacity * HIGHLIGHT : opacity
  const fill = inkOf(step.fill, share, sheet.theme)
  addPath(sheet, placement, step.path, { fill, stroke: step.stroke, opacity: share, link })
}

async function addPicture(sheet: Sheet, shape: Shape, bounds: Box): Promise<void> {
  const picture = await sheet.picture(shape, bounds)
  if (!picture) return
  sheet.slide.addImage({
    data: `image/png;base64,${Buffer.from(picture.png).toString('base64')}`,
    ...placeOn(sheet, { ...picture.box, rotation: 0 }, wholeOf(picture.box)),
    altText: cleanText(shape.type === 'image' ? shape.alt : ''),
    ...linkOf(shape.link),
  })
}

/** Too large for the library's numbers, or reaching out of a frame that is not the whole slide. */
function mustBePicture(sheet: Sheet, place: Place, seen: Box, isCut: boolean): boolean {
  if (Math.max(place.w, place.h, Math.abs(place.x), Math.abs(place.y)) > MAX_INCHES) return true
  return isCut && !containsBox(sheet.region, seen)
}

export interface SlideLook {
  /** What reaches out of the region would be seen beside it. */
  readonly isCut: boolean
}

/** Adds one shape at its place in the order. */
export async function addShape(sheet: Sheet, shape: Shape, { isCut }: SlideLook): Promise<void> {
  const kind = kindOf(shape)
  const placement = kind.placement(shape, sheet.context)
  const primitives = kind.paint(shape, sheet.context, 'full')
  const bounds = paintBounds(primitives, placementAffine(placement))
  if (!bounds || shape.opacity === 0 || !overlap(bounds, sheet.region)) return
  const steps = primitives.flatMap((step) => (step.name === 'path' ? (pathBox(step.path) ?? []) : []))
  const reach = unionOf([wholeOf(placement), ...steps]) ?? wholeOf(placement)
  if (mustBePicture(sheet, placeOn(sheet, placement, reach), bounds, isCut)) return addPicture(sheet, shape, bounds)
  switch (shape.type) {
    case 'geo':
      return addGeo(sheet, shape)
    case 'note':
      return addNote(sheet, shape)
    case 'text':
      return addWords(sheet, shape, !shape.autoWidth)
    case 'arrow':
      return addArrow(sheet, shape)
    case 'table':
      return addTable(sheet, shape)
    case 'frame':
      return addFrame(sheet, shape)
    case 'line':
      for (const step of kind.paint({ ...shape, look: 'clean' } as Shape, sheet.context, 'full'))
        addPrimitive(sheet, placement, step, shape.opacity, shape.link)
      return
    case 'draw':
      for (const step of primitives) addPrimitive(sheet, placement, step, shape.opacity, shape.link)
      return
    case 'group':
      return
    default:
      return addPicture(sheet, shape, bounds)
  }
}
