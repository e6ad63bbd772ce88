/** One shape -> its Excalidraw elements: itself, and the text bound to it. */

import { boxAround, type Placement } from '../geometry/box.ts'
import type { Point } from '../geometry/point.ts'
import { localToBoard } from '../geometry/transform.ts'
import type { ArrowShape } from '../shapes/arrow.ts'
import { arrowHeldEnds } from '../shapes/arrows.ts'
import type { DrawShape } from '../shapes/draw.ts'
import type { GeoShape } from '../shapes/geo.ts'
import type { ImageShape } from '../shapes/image.ts'
import type { ShapeContext } from '../shapes/kind.ts'
import { isEmptyText, labelLines } from '../shapes/label.ts'
import type { LineShape } from '../shapes/line.ts'
import { type NoteShape, noteFontSize } from '../shapes/note.ts'
import { boardPoints } from '../shapes/points.ts'
import { kindOf, type Shape } from '../shapes/registry.ts'
import { decodeStroke } from '../shapes/stroke-points.ts'
import type { TextShape } from '../shapes/text.ts'
import { formGroup, keptLabelOf, keptOf, OWN_KEY, stoodForBy } from './excalidraw-brought.ts'
import {
  bindingWords,
  type ExcalidrawElement,
  element,
  fillWords,
  labelElement,
  strokeWords,
  textWords,
} from './excalidraw-export-element.ts'
import { INK_RATIO, wordOfHead } from './excalidraw-style.ts'
import { isJson, type Json, words } from './reading.ts'

export interface ExportContext {
  readonly context: ShapeContext
  isWritten(id: string): boolean
  membershipOf(shape: Shape): { readonly groupIds: readonly string[]; readonly frameId: string | null }
}
type Elements = readonly ExcalidrawElement[]

/** The fields of a polyline whose box, unturned, is `placement`. */
function polyline(points: readonly Point[]) {
  const [first] = points
  return { x: first.x, y: first.y, points: points.map((p) => [p.x - first.x, p.y - first.y]) }
}

/** The line's points on the board before its turn, so that `angle` can keep the turn. */
const unturned = (shape: LineShape): readonly Point[] =>
  boardPoints({ points: shape.points, placement: { ...shape.placement, rotation: 0 } })

const withLabel = (container: ExcalidrawElement, label: ExcalidrawElement | null): Elements =>
  label ? [{ ...container, boundElements: [{ type: 'text', id: label.id }] }, label] : [container]

/** The words of a shape, broken and placed as they are drawn; null when it has none. */
function label(
  container: ExcalidrawElement,
  shape: GeoShape | NoteShape | ArrowShape,
  { context }: ExportContext,
): ExcalidrawElement | null {
  if (isEmptyText(shape.text)) return null
  const kind = kindOf(shape)
  const within = kind.placement(shape, context)
  const box = kind.textBox(shape, context) ?? { ...within, x: 0, y: 0 }
  const fontSize = shape.type === 'note' ? noteFontSize(shape, context) : shape.fontSize
  const look = { ...shape, fontSize }
  const wrapped = labelLines(look, box.w, context)
  const place = { wrapped, box, within }
  return labelElement(
    container,
    shape.type === 'arrow' ? { ...look, align: 'center' } : look,
    shape.text,
    place,
    keptLabelOf(shape),
  )
}

/** Its own way of rounding, while the corners are still round. */
const roundnessOf = (shape: Shape, type: number): object => {
  const { roundness } = keptOf(shape)
  return isJson(roundness) ? roundness : { type }
}

function geo(shape: GeoShape, placement: Placement, to: ExportContext): Elements {
  const { form } = shape
  const look = { ...strokeWords(shape), ...fillWords(shape) }
  if (form === 'rectangle' || form === 'ellipse' || form === 'diamond') {
    const roundness = shape.corners === 'sharp' ? null : roundnessOf(shape, form === 'rectangle' ? 3 : 2)
    const container = { ...element(form, shape, placement, to.membershipOf(shape)), ...look, roundness }
    return withLabel(container, label(container, shape, to))
  }
  // Excalidraw knows no other forms: a closed line with the same outline, and its words on top in one group.
  const { groupIds, frameId } = to.membershipOf(shape)
  const isLabelled = !isEmptyText(shape.text)
  const membership = { groupIds: isLabelled ? [formGroup(shape.id), ...groupIds] : groupIds, frameId }
  const outline = kindOf(shape).outline(shape, to.context)
  const box = boxAround(outline)
  if (!box || outline.length < 3) return []
  const at = (p: Point): Point => ({ x: placement.x + p.x, y: placement.y + p.y })
  const line = {
    ...element('line', shape, { ...placement, w: box.w, h: box.h }, membership),
    ...look,
    ...polyline([...outline, outline[0]].map(at)),
    polygon: true,
    startBinding: null,
    endBinding: null,
    startArrowhead: null,
    endArrowhead: null,
  }
  const said = label(line, shape, to)
  const customData = { [OWN_KEY]: { labelOf: line.id } }
  return said ? [line, { ...said, containerId: null, customData }] : [line]
}

const line = (shape: LineShape, to: ExportContext): Elements => {
  const points = unturned(shape)
  return [
    {
      ...element('line', shape, shape.placement, to.membershipOf(shape)),
      ...strokeWords(shape),
      ...fillWords(shape),
      ...polyline(shape.closed ? [...points, points[0]] : points),
      polygon: shape.closed,
      roundness: shape.route === 'curved' ? roundnessOf(shape, 2) : null,
      startBinding: null,
      endBinding: null,
      startArrowhead: null,
      endArrowhead: null,
    },
  ]
}

function arrow(shape: ArrowShape, to: ExportContext): Elements {
  const kind = kindOf(shape)
  const drawn = kind.placement(shape, to.context)
  const outline = kind.outline(shape, to.context).map((p) => localToBoard(drawn, p))
  const points = arrowPoints(shape, outline)
  const box = boxAround(points)
  if (!box) return []
  const placement = { ...box, rotation: 0 }
  const container = {
    ...element('arrow', shape, placement, to.membershipOf(shape)),
    ...strokeWords(shape),
    ...polyline(points),
    roundness: shape.route === 'curved' ? roundnessOf(shape, 2) : null,
    elbowed: shape.route === 'elbow',
    startArrowhead: wordOfHead(shape.startHead),
    endArrowhead: wordOfHead(shape.endHead),
    startBinding: bindingWords(shape.start, to.isWritten),
    endBinding: bindingWords(shape.end, to.isWritten),
    ...keptBindings(shape, to),
  }
  return withLabel(container, label(container, shape, to))
}

const BOUND = { start: 'startBinding', end: 'endBinding' } as const

/** The bindings as the file had them, while both ends are where it had them. */
function keptBindings(shape: ArrowShape, to: ExportContext): Json {
  const kept = keptOf(shape)
  const given: Record<string, unknown> = {}
  const ends = arrowHeldEnds(shape, to.context)
  for (const side of ['start', 'end'] as const) {
    const binding = shape[side]
    const stored = kept[BOUND[side]]
    if (!ends[side] || !binding || !isJson(stored) || !to.isWritten(binding.target)) continue
    given[BOUND[side]] = { ...stored, elementId: binding.target }
  }
  if (!ends.start || !ends.end) return given
  for (const name of ['fixedSegments', 'startIsSpecial', 'endIsSpecial'])
    if (name in kept && shape.route === 'elbow') given[name] = kept[name]
  return given
}

/** As drawn: elbows as routed, a bend as one more point, bound ends where they are. */
function arrowPoints(shape: ArrowShape, outline: readonly Point[]): readonly Point[] {
  const stored = boardPoints(shape)
  if (outline.length < 2) return stored
  const last = outline[outline.length - 1]
  if (shape.route === 'elbow') return outline
  if (shape.route === 'curved' && stored.length === 2 && shape.bend !== 0 && outline.length > 2) {
    return [outline[0], outline[outline.length >> 1], last]
  }
  return [shape.start ? outline[0] : stored[0], ...stored.slice(1, -1), shape.end ? last : stored[stored.length - 1]]
}

function draw(shape: DrawShape, to: ExportContext): Elements {
  const stroke = decodeStroke(shape.strokePoints)
  if (stroke.length === 0) return []
  const points = boardPoints({ points: stroke, placement: { ...shape.placement, rotation: 0 } })
  return [
    {
      ...element('freedraw', shape, shape.placement, to.membershipOf(shape)),
      strokeColor: shape.stroke,
      strokeWidth: shape.strokeWidth / INK_RATIO,
      ...fillWords(shape),
      ...polyline(points),
      pressures: shape.hasPressure ? stroke.map(({ pressure }) => pressure) : [],
      simulatePressure: !shape.hasPressure,
      ...(isJson(keptOf(shape).strokeOptions) ? { strokeOptions: keptOf(shape).strokeOptions } : {}),
    },
  ]
}

const image = (shape: ImageShape, placement: Placement, to: ExportContext): Elements => {
  const { crop, naturalWidth, naturalHeight } = shape
  const isWhole = crop.x === 0 && crop.y === 0 && crop.w === 1 && crop.h === 1
  return [
    {
      ...element('image', shape, placement, to.membershipOf(shape)),
      roundness: keptOf(shape).roundness ?? null,
      fileId: shape.asset === '' ? null : shape.asset,
      status: 'saved',
      scale: [shape.flipX ? -1 : 1, shape.flipY ? -1 : 1],
      crop: isWhole
        ? null
        : {
            x: crop.x * naturalWidth,
            y: crop.y * naturalHeight,
            width: crop.w * naturalWidth,
            height: crop.h * naturalHeight,
            naturalWidth,
            naturalHeight,
          },
    },
  ]
}

function text(shape: TextShape, placement: Placement, to: ExportContext): ExcalidrawElement {
  const wrapped = labelLines(shape, shape.autoWidth ? Number.POSITIVE_INFINITY : placement.w, to.context)
  return {
    ...element('text', shape, placement, to.membershipOf(shape)),
    ...textWords({ ...shape, verticalAlign: 'top' }, shape.text, wrapped, keptOf(shape)),
    autoResize: shape.autoWidth,
  }
}

/** The elements of one shape; none for a group, whose members name it. */
export function shapeElements(shape: Shape, to: ExportContext): Elements {
  const placement = kindOf(shape).placement(shape, to.context)
  const base = (type: string) => element(type, shape, placement, to.membershipOf(shape))
  const stoodFor = stoodForBy(shape)
  if (stoodFor) return [{ ...base(''), ...stoodFor, id: shape.id, type: words(stoodFor.type), isDeleted: false }]
  switch (shape.type) {
    case 'geo':
      return geo(shape, placement, to)
    case 'line':
      return line(shape, to)
    case 'arrow':
      return arrow(shape, to)
    case 'draw':
      return draw(shape, to)
    case 'image':
      return image(shape, placement, to)
    case 'text':
      return [text(shape, placement, to)]
    case 'note': {
      const box = { ...base('rectangle'), strokeColor: 'transparent', backgroundColor: shape.fill, roughness: 0 }
      return withLabel(box, label(box, shape, to))
    }
    case 'frame': {
      const type = keptOf(shape).type === 'magicframe' ? 'magicframe' : 'frame'
      return [
        {
          ...base(type),
          name: shape.name === '' ? null : shape.name,
          roughness: 0,
          strokeColor: shape.stroke,
          backgroundColor: shape.fill,
        },
      ]
    }
    case 'group':
    // Written as the boxes of its cells: see `table-boxes.ts`.
    case 'table':
      return []
    case 'unknown':
      return [{ ...base('rectangle'), strokeStyle: 'dashed', strokeColor: '#868e96', roughness: 0 }]
  }
}
