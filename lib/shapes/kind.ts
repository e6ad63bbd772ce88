/**
 * What a shape kind is: one pure file that reads, measures, hits and paints its shape as primitives.
 * Canvas and SVG export are two printers of the same primitives; neither knows a kind by name.
 */
import type { Brand } from '../base/brand.ts'
import { booleanField, type Field, type FieldTable, field, type RecordOf, stringField } from '../base/fields.ts'
import type { ShapeId } from '../base/ids.ts'
import type { Box, Placement } from '../geometry/box.ts'
import type { Point } from '../geometry/point.ts'
import { broughtField } from './brought.ts'
import type { RichText, TextMarks } from './rich-text.ts'
import { type Color, type Font, opacityField } from './style.ts'

/** A fractional-indexing key: the place in the board's one global z-order (ties broken by id). */
export type OrderKey = Brand<string, 'OrderKey'>

/** Years of moving shapes between the same two make keys of some hundred letters. */
const MAX_ORDER_KEY = 16_384

export const MAX_COORDINATE = 10_000_000
const coordinate = (stored: unknown, fallback: number) =>
  typeof stored === 'number' && Number.isFinite(stored)
    ? Math.min(MAX_COORDINATE, Math.max(-MAX_COORDINATE, stored))
    : fallback

export const placementField: Field<Placement> = field({ x: 0, y: 0, w: 100, h: 100, rotation: 0 }, (stored) => {
  const from = (typeof stored === 'object' && stored !== null ? stored : {}) as Record<string, unknown>
  return {
    x: coordinate(from.x, 0),
    y: coordinate(from.y, 0),
    w: Math.max(0, coordinate(from.w, 100)),
    h: Math.max(0, coordinate(from.h, 100)),
    rotation: coordinate(from.rotation, 0),
  }
})

/** Fields of every shape. Coordinates are always board coordinates, also inside groups and frames. */
export const baseFields = {
  /** x, y, w, h, rotation as ONE value: two people resizing at once must not mix their boxes. */
  placement: placementField,
  /** The group or frame that the shape belongs to, or ''. A missing or circular parent reads as none. */
  parent: stringField('', 128),
  index: field(
    '' as OrderKey,
    (stored) => (typeof stored === 'string' ? stored.slice(0, MAX_ORDER_KEY) : '') as OrderKey,
  ),
  opacity: opacityField,
  locked: booleanField(false),
  link: stringField('', 2048),
  brought: broughtField,
}

/** The record of a kind: base fields, its own fields, `id` and `type`. Immutable; a change makes a new object. */
export type ShapeOf<Type extends string, F extends FieldTable> = RecordOf<typeof baseFields> &
  RecordOf<F> & { readonly id: ShapeId; readonly type: Type }

// ---- painting ----------------------------------------------------------------------------------

/** Path in local pixels, as flat numbers: M x y, L x y, C x1 y1 x2 y2 x y, Q x1 y1 x y, Z. */
export type PathCommand =
  | readonly ['M', number, number]
  | readonly ['L', number, number]
  | readonly ['C', number, number, number, number, number, number]
  | readonly ['Q', number, number, number, number]
  | readonly ['Z']
export type Path = readonly PathCommand[]

export interface StrokePaint {
  readonly color: Color
  readonly width: number
  readonly dash?: readonly number[]
  readonly cap?: 'butt' | 'round'
  readonly join?: 'miter' | 'round'
}

/** One laid-out piece of a line of text, its baseline start in local pixels. */
export interface TextPiece {
  readonly text: string
  readonly x: number
  readonly baseline: number
  readonly width: number
  readonly font: Font
  readonly fontSize: number
  readonly color: Color
  readonly marks: TextMarks
  readonly direction: 'ltr' | 'rtl'
}

/**
 * What printers can draw. Coordinates are local: the origin is the placement's top-left corner, x right, y down,
 * before rotation. Printers apply placement, opacity and the theme's colour mapping.
 */
export type Primitive =
  | {
      readonly name: 'path'
      readonly path: Path
      readonly fill?: Color
      readonly fillRule?: 'evenodd'
      readonly stroke?: StrokePaint
      readonly blend?: 'multiply'
    }
  | {
      readonly name: 'text'
      readonly pieces: readonly TextPiece[]
      /** The shape's `caption`: a board on screen shows it in the screen's own size instead. */
      readonly isCaption?: true
    }
  | {
      readonly name: 'image'
      readonly asset: string
      readonly box: Box
      readonly crop: Box
      readonly flipX: boolean
      readonly flipY: boolean
      readonly alt: string
    }

/** Text metrics come from outside: the browser's canvas, or tables of the shipped fonts where there is no DOM. */
export interface TextMeasurer {
  /** Width of `text` in pixels, in one font and size. */
  width(text: string, font: Font, fontSize: number, marks: TextMarks): number
}

/** What a kind may look at besides its own shape. */
export interface ShapeContext {
  readonly measure: TextMeasurer
  /** The record of another shape as drawn now (previews applied), e.g. what an arrow is bound to. */
  shape(id: ShapeId): AnyShape | undefined
}
/** `full`: everything. `reduced`: below 40 % zoom; no hatching, simplified strokes, text as bars when illegible. */
export type Detail = 'full' | 'reduced'

// ---- the kind ----------------------------------------------------------------------------------

/** Any shape record: base fields plus fields known only to its kind. */
export type AnyShape = ShapeOf<string, Record<never, never>>

export type Capability =
  | 'resize'
  | 'rotate'
  | 'keep-ratio'
  | 'text'
  /** Words are what it is for: it is styled as a text also while it has none. */
  | 'words'
  | 'bind-target'
  | 'points'
  | 'crop'
  | 'container'

/** How the words of a part differ from those of its shape. */
export interface PartLook {
  readonly align: 'start' | 'center' | 'end'
  readonly color: Color
  readonly isBold: boolean
}
/** Texts of their own in one shape, by name: the cells of a table. Boxes are in local pixels; null: no such part. */
export interface ShapeParts<S extends AnyShape> {
  at(shape: S, local: Point, context: ShapeContext): string | null
  box(shape: S, part: string, context: ShapeContext): Box | null
  /** Where its text is edited. */
  textBox(shape: S, part: string, context: ShapeContext): Box | null
  text(shape: S, part: string): RichText
  look(shape: S, part: string): PartLook
}

export interface ShapeKind<S extends AnyShape = AnyShape> {
  readonly type: S['type']
  /** Version that this code writes. Older stored fields go through `upcasts[v]` (v -> v+1) at read time, purely. */
  readonly version: number
  readonly upcasts?: Readonly<Record<number, (stored: Record<string, unknown>) => Record<string, unknown>>>
  /** Own fields only; base fields are added by the registry. */
  readonly fields: FieldTable
  readonly capabilities: ReadonlySet<Capability>
  /** Where the shape really is when drawn: text grown to fit, arrows following their targets. */
  placement(shape: S, context: ShapeContext): Placement
  /** Ids of other shapes that placement and painting depend on. */
  dependsOn(shape: S): readonly ShapeId[]
  paint(shape: S, context: ShapeContext, detail: Detail): readonly Primitive[]
  /** Extra pixels that painting may reach outside the placement (stroke width, sketchiness, arrowheads). */
  overflow(shape: S): number
  /** True when all its paint lies within `overflow` of its outline, an open line. Left out: never. */
  isThin?(shape: S): boolean
  /** Does a press at `local` (local pixels of the drawn placement) hit, within `tolerance` pixels? Hollow: only the outline. */
  hit(shape: S, local: Point, tolerance: number, context: ShapeContext): boolean
  /** The closed outline (bind target) or the open line, as a polyline in local pixels: marquee, binding, guides. */
  outline(shape: S, context: ShapeContext): readonly Point[]
  /** Where its text is edited, in local pixels; null when it carries none. */
  textBox(shape: S, context: ShapeContext): Box | null
  /** The text it carries, of one with parts all of theirs; [] when none. */
  text(shape: S): RichText
  /** Left out by what has one text or none. */
  readonly parts?: ShapeParts<S>
  /** What else of it changes when it is made so many times as wide and high, beside `placement`. */
  stretched?(shape: S, sx: number, sy: number, context: ShapeContext): S
  /**
   * A name beside the shape that keeps its size on the screen at any zoom, in screen pixels from the placement's corner;
   * null: none, or no room. Its `paint` has the one at zoom 1, for exports.
   */
  caption?(shape: S, context: ShapeContext, zoom: number): TextPiece | null
  /** Sensible size when it is created by a plain click. */
  readonly defaultSize: { readonly w: number; readonly h: number }
}
