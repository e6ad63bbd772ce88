/** Paints a region of the board exactly: paper, grid and every shape that touches it, back to front. */
import type { ShapeId } from '../base/ids.ts'
import type { Editor } from '../editor/editor.ts'
import { type Box, containsBox, grow } from '../geometry/box.ts'
import { lineTouchesBox } from '../geometry/hit.ts'
import { clippingFrames } from '../shapes/clipping.ts'
import type { Theme } from '../shapes/color.ts'
import type { Detail } from '../shapes/kind.ts'
import type { Shape } from '../shapes/registry.ts'
import { prepareText } from './font-face.ts'
import { printGrid } from './grid.ts'
import type { Images } from './images.ts'
import { type Context, createPrinter, type PrintLook, type Projection, place } from './print-shape.ts'
import type { PrintCache } from './printed.ts'
import { isSpeck, printSpeck } from './speck.ts'

/** Below this zoom shapes are painted with less detail. */
export const REDUCED_BELOW_ZOOM = 0.4
const FADED = 0.2
/** Lines thinner than a pixel still colour the pixels around them. */
const HAIRLINE_PX = 2

export interface SceneLook {
  readonly theme: Theme
  /** Colour of the paper; null: none, see-through. */
  readonly paper: string | null
  readonly gridSize: number | null
  /** Device pixels of a CSS pixel. */
  readonly pixelRatio: number
  /** Drawn elsewhere (lifted onto the active layer). */
  readonly skip?: ReadonlySet<ShapeId>
  readonly only?: ReadonlySet<string>
  /** Board as stored and shown, without what is only on my screen: faded or edited shapes. */
  readonly isPlain?: boolean
  /** With the names that a board on screen has above it, in board units. */
  readonly hasCaptions?: boolean
}

export interface ScenePainter {
  /** Whether it changes the colours below it instead of covering them (the highlighter). */
  isMultiplied(shape: Shape): boolean
  /** Paints the whole of a context: `region` is its size in device pixels. Returns how many shapes it took. */
  paint(context: Context, region: Box, at: Projection, look: SceneLook): number
  /** Paper and grid of a rectangle of whole device pixels. */
  paintPaper(context: Context, region: Box, at: Projection, look: SceneLook): void
  /** The shapes that may colour a pixel of `region` (device pixels), back to front. */
  shapesIn(region: Box, at: Projection): readonly Shape[]
  /** Paints these shapes in this order, without paper and without clearing. */
  paintShapes(context: Context, shapes: readonly Shape[], at: Projection, look: SceneLook): void
}

export function createScenePainter(editor: Editor, prints: PrintCache, images: Images): ScenePainter {
  const { view } = editor
  const printer = createPrinter()

  /** The frames that cut `shape`; neither one that is being dragged out of them nor an arrow to such a one is cut. */
  function clipsOf(shape: Shape): readonly Shape[] {
    if (shape.parent === '') return []
    const { replaced } = editor.preview.value
    const frames = clippingFrames(shape, view.get) as readonly Shape[]
    if (frames.length === 0 || replaced.size === 0) return frames
    const isDragged = [shape.id, ...view.kind(shape).dependsOn(shape)].some((id) => replaced.has(id))
    return isDragged ? frames.filter(({ id }) => replaced.has(id)) : frames
  }

  function paintOne(context: Context, shape: Shape, at: Projection, detail: Detail, look: PrintLook): void {
    const placement = view.placement(shape)
    if (look.isReduced && isSpeck(placement, at.scale)) {
      printSpeck(context, shape, placement, at, look.theme)
      return
    }
    const item = { shape, placement, printed: prints.of(shape, detail), bounds: () => view.paintBounds(shape) }
    const clips = clipsOf(shape)
    if (clips.length === 0) {
      printer.print(context, item, at, look)
      return
    }
    context.save()
    for (const frame of clips) {
      const placement = view.placement(frame)
      place(context, placement, at)
      context.beginPath()
      context.rect(0, 0, placement.w, placement.h)
      context.clip()
    }
    printer.print(context, item, at, look)
    context.restore()
  }

  /** What the text editor shows in place of the canvas: all words, or those of the part that is open. */
  function hiddenIn(shape: Shape, editing: ShapeId | null): Pick<PrintLook, 'hidesText' | 'hiddenWords'> {
    const { parts } = view.kind(shape)
    if (shape.id !== editing || !parts) return { hidesText: shape.id === editing }
    const cell = editor.cells.value?.from
    return { hidesText: false, hiddenWords: cell === undefined ? null : parts.box(shape, cell, view.context) }
  }

  function paintShapes(context: Context, shapes: readonly Shape[], at: Projection, look: SceneLook): void {
    prepareText(context)
    const isReduced = at.scale / look.pixelRatio < REDUCED_BELOW_ZOOM
    const detail: Detail = isReduced ? 'reduced' : 'full'
    const editing = look.isPlain ? null : editor.editing.value
    const { fading } = editor.preview.value
    const hidesCaptions = look.hasCaptions !== true
    const base: PrintLook = { theme: look.theme, isReduced, images, hidesText: false, hidesCaptions, strength: 1 }
    for (const shape of shapes) {
      if (look.skip?.has(shape.id) || (look.only && !look.only.has(shape.id))) continue
      const isFaded = !look.isPlain && fading.size > 0 && fading.has(shape.id)
      const isSpecial = isFaded || shape.id === editing
      const print = isSpecial ? { ...base, ...hiddenIn(shape, editing), strength: isFaded ? FADED : 1 } : base
      paintOne(context, shape, at, detail, print)
    }
  }

  function paintPaper(context: Context, region: Box, at: Projection, look: SceneLook): void {
    context.setTransform(1, 0, 0, 1, 0, 0)
    if (look.paper !== null) {
      context.fillStyle = look.paper
      context.fillRect(region.x, region.y, region.w, region.h)
    } else context.clearRect(region.x, region.y, region.w, region.h)
    if (look.gridSize !== null) printGrid(context, region, at, { size: look.gridSize, theme: look.theme })
  }
  function shapesIn(region: Box, at: Projection): readonly Shape[] {
    const reach = HAIRLINE_PX / at.scale
    const box = {
      x: (region.x - at.dx) / at.scale - reach,
      y: (region.y - at.dy) / at.scale - reach,
      w: region.w / at.scale + 2 * reach,
      h: region.h / at.scale + 2 * reach,
    }
    return view.inBox(box).filter((shape) => mayColour(shape, box))
  }
  /** The box around a stroke is mostly empty: in a crowd of strokes few of those around a place are really there. */
  function mayColour(shape: Shape, box: Box): boolean {
    const kind = view.kind(shape)
    if (!kind.isThin?.(shape) || containsBox(box, view.paintBounds(shape))) return true
    return lineTouchesBox(view.outline(shape), grow(box, kind.overflow(shape)))
  }

  return {
    isMultiplied: (shape) => prints.of(shape, 'full').isMultiplied,
    paintPaper,
    paintShapes,
    shapesIn,
    paint(context, region, at, look) {
      const shapes = shapesIn(region, at)
      paintPaper(context, region, at, look)
      paintShapes(context, shapes, at, look)
      return shapes.length
    },
  }
}
