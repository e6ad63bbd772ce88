/** What templates are drawn with: a few kinds of shapes, one set of sizes and colours. Pure; ids count from one. */
import type { ShapeId } from '../base/ids.ts'
import { type Box, centreOf } from '../geometry/box.ts'
import type { Point } from '../geometry/point.ts'
import type { Arrowhead, Binding } from '../shapes/arrow.ts'
import type { GeoForm } from '../shapes/geo.ts'
import { fromBoardPoints } from '../shapes/points.ts'
import { makeShape, type Shape } from '../shapes/registry.ts'
import { type RichText, richText } from '../shapes/rich-text.ts'
import { type Color, type Font, INK } from '../shapes/style.ts'

/** `soft`: a large area; `paper`: a note or a box; `ink`: lines and words. After Open Color (MIT, yeun), 0, 2 and 9. */
export const hues = {
  gray: { soft: '#f1f3f5', paper: '#e9ecef', ink: '#495057' },
  red: { soft: '#fff5f5', paper: '#ffc9c9', ink: '#c92a2a' },
  violet: { soft: '#f3f0ff', paper: '#d0bfff', ink: '#5f3dc4' },
  blue: { soft: '#e7f5ff', paper: '#a5d8ff', ink: '#1864ab' },
  green: { soft: '#ebfbee', paper: '#b2f2bb', ink: '#2b8a3e' },
  yellow: { soft: '#fff9db', paper: '#ffec99', ink: '#8f5a00' },
} as const satisfies Readonly<Record<string, { readonly soft: Color; readonly paper: Color; readonly ink: Color }>>
export type Hue = keyof typeof hues

/** Lines that carry no meaning of their own. */
export const FAINT = '#ced4da'
export const GAP = 24
export const NOTE = 136

interface Words {
  readonly size?: number
  readonly color?: Color
  readonly bold?: true
  readonly font?: Font
  readonly align?: 'start' | 'center' | 'end'
  readonly verticalAlign?: 'top' | 'middle' | 'bottom'
}
interface BoxStyle extends Words {
  readonly form?: GeoForm
  readonly fill?: Color
  readonly stroke?: Color
  readonly strokeWidth?: number
  readonly dash?: 'solid' | 'dashed'
  readonly corners?: 'sharp' | 'round'
  readonly padding?: number
  readonly locked?: true
}
interface LineStyle {
  readonly color?: Color
  readonly width?: number
  readonly dash?: 'solid' | 'dashed'
  readonly route?: 'straight' | 'curved'
  readonly locked?: true
}
interface ArrowStyle extends LineStyle {
  readonly way?: 'straight' | 'curved' | 'elbow'
  readonly words?: string
  readonly startHead?: Arrowhead
  readonly endHead?: Arrowhead
  /** Where an end aims in its box, 0..1 each: its middle when left out. */
  readonly from?: Point
  readonly to?: Point
  readonly labelAt?: number
}

export interface Pen {
  /** Back to front. */
  readonly shapes: readonly Shape[]
  /** A frame; what is drawn afterwards lies in it. */
  frame(name: string, box: Box): ShapeId
  /** Words in a column of this width; `y` is their top. */
  text(words: string, at: { readonly x: number; readonly y: number; readonly w: number }, style?: Words): ShapeId
  box(words: string, box: Box, style?: BoxStyle): ShapeId
  /** A large area of one hue, without an outline. */
  panel(box: Box, hue: Hue): ShapeId
  note(words: string, at: Point, hue: Hue, size?: { readonly w: number; readonly h: number }): ShapeId
  line(points: readonly Point[], style?: LineStyle): ShapeId
  /** An arrow that stays with the two shapes. */
  arrow(from: ShapeId, to: ShapeId, style?: ArrowStyle): ShapeId
}

const CENTRE: Point = { x: 0.5, y: 0.5 }
const CLEAN = { look: 'clean', roughness: 0 } as const
const placed = (box: Box) => ({ ...box, rotation: 0 })
const marked = (words: string, bold: true | undefined): RichText =>
  bold && words !== '' ? [{ insert: words, attributes: { bold: true } }] : richText(words)
const fontOf = ({ size = 16, color = INK, font = 'sans', align, verticalAlign = 'middle' }: Words) => ({
  fontSize: size,
  textColor: color,
  font,
  verticalAlign,
  ...(align ? { align } : {}),
})

export function createPen(): Pen {
  const shapes: Shape[] = []
  let parent: ShapeId | '' = ''
  const nextId = () => `t${shapes.length + 1}` as ShapeId
  const add = (shape: Shape): ShapeId => {
    shapes.push(shape)
    return shape.id
  }
  const boxOf = (id: ShapeId): Box => {
    const found = shapes.find((shape) => shape.id === id)
    if (!found) throw new Error(`No shape ${id} to draw an arrow to.`)
    return found.placement
  }
  const box: Pen['box'] = (words, at, style = {}) => {
    const { form = 'rectangle', fill = 'transparent', stroke = INK, strokeWidth = 2, dash, corners, locked } = style
    const { padding = 8, bold } = style
    const look = { form, fill, stroke, strokeWidth, dash, corners, locked, labelPadding: padding, ...CLEAN }
    return add(
      makeShape('geo', nextId(), {
        ...look,
        ...fontOf(style),
        placement: placed(at),
        parent,
        text: marked(words, bold),
      }),
    )
  }
  return {
    shapes,
    frame(name, at) {
      parent = add(makeShape('frame', nextId(), { placement: placed(at), name }))
      return parent
    },
    text(words, { x, y, w }, style = {}) {
      const look = fontOf({ align: 'start', ...style })
      const placement = placed({ x, y, w, h: look.fontSize * 1.25 })
      return add(
        makeShape('text', nextId(), { ...look, placement, parent, autoWidth: false, text: marked(words, style.bold) }),
      )
    },
    box,
    panel: (at, hue) => box('', at, { fill: hues[hue].soft, stroke: 'transparent', strokeWidth: 0 }),
    note(words, { x, y }, hue, { w, h } = { w: NOTE, h: NOTE }) {
      const look = { fill: hues[hue].paper, font: 'hand', fontSize: 20, labelPadding: 12 } as const
      return add(
        makeShape('note', nextId(), { ...look, placement: placed({ x, y, w, h }), parent, text: richText(words) }),
      )
    },
    line(points, { color = INK, width = 2, dash, route, locked } = {}) {
      const look = { stroke: color, strokeWidth: width, dash, route, locked, ...CLEAN }
      return add(makeShape('line', nextId(), { ...look, ...fromBoardPoints(points), parent }))
    },
    arrow(from, to, style = {}) {
      const { color = hues.gray.ink, width = 2, dash, way = 'straight', words = '', labelAt } = style
      const { startHead = 'none', endHead = 'arrow' } = style
      const end = (target: ShapeId, anchor: Point = CENTRE): Binding => ({ target, anchor, mode: 'outline' })
      const ends = { start: end(from, style.from), end: end(to, style.to), startHead, endHead, route: way }
      const look = { stroke: color, strokeWidth: width, dash, ...CLEAN, ...fontOf({ size: 14, color }), labelAt }
      const points = fromBoardPoints([centreOf(boxOf(from)), centreOf(boxOf(to))])
      return add(makeShape('arrow', nextId(), { ...look, ...points, ...ends, parent, text: richText(words) }))
    },
  }
}
