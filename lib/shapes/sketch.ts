/** Outlines and fillings as drawn: exact ones, and hand-drawn ones from roughjs' generator, the same for the same seed. */
import rough from 'roughjs'
import { flatten, type Path, type PathCommand } from '../geometry/path.ts'
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

function optionsOf(style: StrokeStyle, w: number, h: number): Options {
  return {
    seed: seedOf(style.seed),
    roughness: roughnessFor(style, w, h),
    strokeWidth: style.strokeWidth,
    disableMultiStroke: style.dash !== 'solid',
    preserveVertices: style.roughness < 2,
  }
}

/** The sequence of roughjs' own generator (Lehmer, 48271), for the curves that are jittered here. */
function randomOf(seed: number): () => number {
  let state = seed
  return () => {
    state = Math.imul(48271, state)
    return (state & 0x7fffffff) / 0x80000000
  }
}

const JITTER = 2
/**
 * One pass over a path with curves. roughjs would print, parse and flatten the path first, which costs four times as
 * much; straight sides still go through its generator.
 */
function sketchPass(path: Path, options: Options, pass: number): PathCommand[] {
  const seed = seedOf((options.seed ?? 1) + pass * 7919)
  const random = randomOf(seed)
  const reach = JITTER * (options.roughness ?? 1)
  const near = (v: number) => v + (random() * 2 - 1) * reach
  const result: PathCommand[] = []
  let pen: Point = { x: 0, y: 0 }
  let first = pen
  const line = (to: Point, i: number) => {
    const ops = generator.line(pen.x, pen.y, to.x, to.y, { ...options, seed: seed + i, disableMultiStroke: true }).sets
    result.push(...commands(ops))
    pen = to
  }
  path.forEach((c, i) => {
    if (c[0] === 'M') {
      pen = { x: c[1], y: c[2] }
      first = pen
      result.push(c)
    } else if (c[0] === 'L') line({ x: c[1], y: c[2] }, i)
    else if (c[0] === 'C') {
      result.push(['C', near(c[1]), near(c[2]), near(c[3]), near(c[4]), c[5], c[6]])
      pen = { x: c[5], y: c[6] }
    } else if (c[0] === 'Q') {
      const [x, y] = [near(c[1]), near(c[2])]
      result.push(['Q', x, y, c[3], c[4]])
      pen = { x: c[3], y: c[4] }
    } else if (Math.hypot(pen.x - first.x, pen.y - first.y) > 0.5) line(first, i)
  })
  return result
}

/** A hand-drawn version of a path: drawn twice, once when it is dashed. */
export function sketchPath(path: Path, style: StrokeStyle, w: number, h: number): Path {
  const options = optionsOf(style, w, h)
  const isPlain = path.every((c, i) => (c[0] === 'M') === (i === 0) && c[0] !== 'C' && c[0] !== 'Q')
  if (!isPlain) {
    const once = sketchPass(path, options, 0)
    return options.disableMultiStroke ? once : [...once, ...sketchPass(path, options, 1)]
  }
  const isClosed = path[path.length - 1]?.[0] === 'Z'
  const points = path.filter((c) => c[0] !== 'Z').map((c): [number, number] => [c[1] as number, c[2] as number])
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
const hatchGap = ({ strokeWidth }: StrokeStyle, w: number, h: number): number =>
  Math.max(4, strokeWidth * HATCH_GAP_SHARE, Math.hypot(w, h) / MAX_HATCH_LINES)

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
  const width = Math.max(0.75, style.strokeWidth * HATCH_WIDTH_SHARE)
  const gap = hatchGap(style, w, h)
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
export function styleOverflow(style: StrokeStyle & Partial<FillStyleFields>, w: number, h: number): number {
  const isHatched = style.fillStyle !== 'solid' && style.fillStyle !== 'semi' && isVisible(style.fill ?? 'transparent')
  // A zigzag turns outside the shape.
  return style.strokeWidth / 2 + sketchOverflow(style, w, h) + (isHatched ? hatchGap(style, w, h) : 0) + 1
}
