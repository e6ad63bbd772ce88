/** Outlines and fillings as drawn: exact ones, and hand-drawn ones from roughjs' generator, the same for the same seed. */
import rough from 'roughjs'
import { flatten, mapPath, type Path, type PathCommand } from '../geometry/path.ts'
import type { Point } from '../geometry/point.ts'
import { tint } from './color.ts'
import type { Detail, Primitive, StrokePaint } from './kind.ts'
import type { Color, FillStyle } from './style.ts'

export interface StrokeStyle {
  readonly stroke: Color
  readonly strokeWidth: number
  readonly dash: 'solid' | 'dashed' | 'dotted'
  readonly look: 'clean' | 'sketch'
  readonly roughness: number
  readonly seed: number
}
export interface FillStyleFields {
  readonly fill: Color
  readonly fillStyle: FillStyle
}

const generator = rough.generator()
type Options = NonNullable<Parameters<typeof generator.linearPath>[1]>
interface Op {
  readonly op: string
  readonly data: readonly number[]
}

/** Seed 0 would make roughjs use ambient randomness. */
const seedOf = (seed: number) => Math.max(1, Math.floor(seed))
const SMALL = 20
const LARGE = 50
/** Small things are drawn calmer, or they become a scribble (as in Excalidraw). */
function roughnessFor(style: StrokeStyle, w: number, h: number): number {
  const [short, long] = w < h ? [w, h] : [h, w]
  if (short >= SMALL && long >= LARGE) return style.roughness
  return Math.min(style.roughness / (long < SMALL / 2 ? 3 : 2), 2.5)
}

/** How far roughjs may leave the exact outline of a w x h shape. */
export const sketchOverflow = (style: StrokeStyle, w: number, h: number): number =>
  style.look === 'clean' ? 0 : style.roughness * (5 + Math.max(w, h) * 0.0045)

function commands(sets: readonly { readonly ops: readonly Op[] }[]): Path {
  const path: PathCommand[] = []
  for (const { ops } of sets) {
    for (const { op, data: d } of ops) {
      if (op === 'move') path.push(['M', d[0], d[1]])
      else if (op === 'lineTo') path.push(['L', d[0], d[1]])
      else path.push(['C', d[0], d[1], d[2], d[3], d[4], d[5]])
    }
  }
  return path
}

const svgData = (path: Path): string => path.map((c) => c.join(' ')).join(' ')
const quadraticToCubic = (path: Path): Path => {
  let pen: Point = { x: 0, y: 0 }
  return path.map((c): PathCommand => {
    const from = pen
    if (c[0] === 'Z') return c
    pen = { x: c[c.length - 2] as number, y: c[c.length - 1] as number }
    if (c[0] !== 'Q') return c
    const [, x, y] = c
    return [
      'C',
      from.x + ((x - from.x) * 2) / 3,
      from.y + ((y - from.y) * 2) / 3,
      pen.x + ((x - pen.x) * 2) / 3,
      pen.y + ((y - pen.y) * 2) / 3,
      pen.x,
      pen.y,
    ]
  })
}

function optionsOf(style: StrokeStyle, w: number, h: number): Options {
  return {
    seed: seedOf(style.seed),
    roughness: roughnessFor(style, w, h),
    strokeWidth: style.strokeWidth,
    disableMultiStroke: style.dash !== 'solid',
    preserveVertices: style.roughness < 2,
  }
}

/** A hand-drawn version of a path. */
export function sketchPath(path: Path, style: StrokeStyle, w: number, h: number): Path {
  const options = optionsOf(style, w, h)
  const isStraight = path.every((c) => c[0] !== 'C' && c[0] !== 'Q')
  if (!isStraight) return commands(generator.path(svgData(quadraticToCubic(path)), options).sets)
  const isClosed = path[path.length - 1]?.[0] === 'Z'
  const points = path.filter((c) => c[0] !== 'Z').map((c): [number, number] => [c[1] as number, c[2] as number])
  if (path.filter((c) => c[0] === 'M').length > 1) return commands(generator.path(svgData(path), options).sets)
  return commands((isClosed ? generator.polygon(points, options) : generator.linearPath(points, options)).sets)
}

const DASH_ON = 8
const DASH_GAP = 4
const DOT_GAP = 2.2
export function strokePaint(style: StrokeStyle): StrokePaint {
  const { stroke: color, strokeWidth: width, dash } = style
  if (dash === 'solid') return { color, width, cap: 'round', join: 'round' }
  const pattern = dash === 'dashed' ? [DASH_ON + width, DASH_GAP + 2 * width] : [0.1, DOT_GAP * width + 2]
  return { color, width, dash: pattern, cap: 'round', join: 'round' }
}
export const isVisible = (color: Color): boolean => color !== 'transparent' && !/^#......00$/.test(color)

/** The outline of a path, in the style's look. */
export function paintStroke(path: Path, style: StrokeStyle, w: number, h: number, detail: Detail): Primitive[] {
  if (!isVisible(style.stroke) || style.strokeWidth === 0 || path.length === 0) return []
  const isSketch = style.look === 'sketch' && style.roughness > 0 && detail === 'full'
  return [{ name: 'path', path: isSketch ? sketchPath(path, style, w, h) : path, stroke: strokePaint(style) }]
}

const HATCH_WIDTH_SHARE = 0.5
const HATCH_GAP_SHARE = 4
const MAX_HATCH_LINES = 400
/** The inside of a closed path: plain, tinted or hatched. Reduced detail tints instead of hatching. */
export function paintFill(
  path: Path,
  style: FillStyleFields & StrokeStyle,
  w: number,
  h: number,
  detail: Detail,
): Primitive[] {
  const { fill, fillStyle } = style
  if (!isVisible(fill)) return []
  if (fillStyle === 'solid') return [{ name: 'path', path, fill }]
  if (fillStyle === 'semi' || detail === 'reduced') return [{ name: 'path', path, fill: tint(fill) }]
  const width = Math.max(0.5, style.strokeWidth * HATCH_WIDTH_SHARE)
  const gap = Math.max(4, style.strokeWidth * HATCH_GAP_SHARE, Math.hypot(w, h) / MAX_HATCH_LINES)
  const options: Options = {
    ...optionsOf(style, w, h),
    roughness: style.look === 'clean' ? 0 : roughnessFor(style, w, h),
    stroke: 'none',
    fill,
    fillStyle,
    fillWeight: width,
    hachureGap: gap,
    // One line each: a hatching drawn twice doubles the commands and only looks darker.
    disableMultiStrokeFill: true,
  }
  const polygon = flatten(path, 0.5)[0]?.map((p): [number, number] => [p.x, p.y]) ?? []
  if (polygon.length < 3) return []
  const hatching = commands(generator.polygon(polygon, options).sets)
  return [{ name: 'path', path: hatching, stroke: { color: fill, width, cap: 'round', join: 'round' } }]
}

/** How far hatching and outline together reach beyond the shape. */
export const styleOverflow = (style: StrokeStyle, w: number, h: number): number =>
  style.strokeWidth / 2 + sketchOverflow(style, w, h) + 1

/** A path moved by an offset. */
export const offsetPath = (path: Path, x: number, y: number): Path =>
  x === 0 && y === 0 ? path : mapPath(path, (p) => ({ x: p.x + x, y: p.y + y }))
