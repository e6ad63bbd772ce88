/** draw.io files (`.drawio`, and the XML inside its SVG and PNG) -> shapes; several pages come side by side, each in a frame. */

import { pushTo } from '../base/push-to.ts'
import { fail, ok, type Result } from '../base/result.ts'
import { type Box, unionOf } from '../geometry/box.ts'
import type { Point } from '../geometry/point.ts'
import type { Arrowhead } from '../shapes/arrow.ts'
import type { GeoForm } from '../shapes/geo.ts'
import type { RichText, TextMarks } from '../shapes/rich-text.ts'
import type { Font } from '../shapes/style.ts'
import { cssColor } from './css-color.ts'
import { addDiagram, type DiagramEdge, type DiagramEnd, type DiagramNode, type DiagramStyle } from './diagram.ts'
import { type DrawioCell, type DrawioPage, drawioPages } from './drawio-pages.ts'
import { htmlText } from './html-text.ts'
import { type ImportFailure, type ImportOptions, type ImportResult, MAX_IMPORT_CHARACTERS } from './import-result.ts'
import { createImportSession, type ImportSession } from './import-session.ts'
import { own } from './reading.ts'

const PAGE_GAP = 200
const PAGE_PADDING = 40
const [MAX_NESTING, MAX_LABELS_OF_A_LINE] = [60, 1000]
const DEGREES = Math.PI / 180
/** `shape=` or the first word of a style, and the form that shows it best. */
const FORMS: Readonly<Record<string, GeoForm>> = {
  ellipse: 'ellipse',
  doubleEllipse: 'ellipse',
  rhombus: 'diamond',
  triangle: 'triangle',
  hexagon: 'hexagon',
  cloud: 'cloud',
  cylinder: 'cylinder',
  cylinder2: 'cylinder',
  cylinder3: 'cylinder',
  datastore: 'cylinder',
  parallelogram: 'parallelogram',
  trapezoid: 'trapezoid',
  document: 'document',
  process: 'subprocess',
  delay: 'delay',
  callout: 'callout',
  step: 'arrow-right',
  singleArrow: 'arrow-right',
  manualInput: 'manual-input',
  cross: 'cross',
  'mxgraph.basic.star': 'star',
  'mxgraph.flowchart.terminator': 'terminator',
  'mxgraph.flowchart.decision': 'diamond',
  'mxgraph.flowchart.document': 'document',
  'mxgraph.flowchart.predefined_process': 'subprocess',
  'mxgraph.flowchart.database': 'cylinder',
  'mxgraph.flowchart.data': 'parallelogram',
  'mxgraph.flowchart.manual_input': 'manual-input',
}
/** Forms that lose nothing by standing as a rectangle. */
const PLAIN = new Set([
  '',
  'rectangle',
  'label',
  'rounded',
  'html',
  'swimlane',
  'table',
  'tableRow',
  'partialRectangle',
  'note',
])
const HEADS: Readonly<Record<string, Arrowhead>> = {
  none: 'none',
  classic: 'arrow',
  classicThin: 'arrow',
  open: 'arrow',
  openThin: 'arrow',
  block: 'triangle',
  blockThin: 'triangle',
  oval: 'circle',
  diamond: 'diamond',
  diamondThin: 'diamond',
  dash: 'bar',
  ERone: 'one',
  ERmandOne: 'exactly-one',
  ERmany: 'many',
  ERoneToMany: 'one-or-many',
  ERzeroToOne: 'zero-or-one',
  ERzeroToMany: 'zero-or-many',
}

export function importDrawio(input: unknown, options: ImportOptions): Result<ImportResult, ImportFailure> {
  if (typeof input !== 'string') return fail('wrong-file-type', 'This is not a draw.io file.')
  if (input.length > MAX_IMPORT_CHARACTERS) return fail('too-large', 'The file is too large to import.')
  const { pages, beyond } = drawioPages(input)
  if (pages.length === 0) return fail('wrong-file-type', 'This is not a draw.io file.')
  const session = createImportSession(options)
  const readable = pages.filter((page) => page !== null)
  if (readable.length < pages.length) session.skip('page', 'unreadable', pages.length - readable.length)
  if (beyond > 0) session.skip('page', 'too-many', beyond)
  const isFramed = readable.length > 1
  let x = 0
  for (const [index, page] of readable.entries()) {
    const read = readPage(page, `${index} `, session)
    const box = unionOf(read.nodes.map((node) => node.box)) ?? { x: 0, y: 0, w: 0, h: 0 }
    if (!isFramed) addDiagram(read.nodes, read.edges, session)
    else {
      const by = { x: x - box.x + PAGE_PADDING, y: PAGE_PADDING - box.y }
      const frame = { x, y: 0, w: box.w + 2 * PAGE_PADDING, h: box.h + 2 * PAGE_PADDING }
      addDiagram(
        [framed(page, index, frame), ...read.nodes.map((node) => moved(node, by, index))],
        read.edges.map((edge) => movedEdge(edge, by)),
        session,
      )
      x += frame.w + PAGE_GAP
    }
  }
  return ok(session.result())
}

const pageFrame = (index: number) => `frame of page ${index}`
const framed = (page: DrawioPage, index: number, box: Box): DiagramNode => ({
  id: pageFrame(index),
  type: 'page',
  kind: 'frame',
  box,
  text: page.name || `Page ${index + 1}`,
})
const moved = (node: DiagramNode, by: Point, index: number): DiagramNode => ({
  ...node,
  box: { ...node.box, x: node.box.x + by.x, y: node.box.y + by.y },
  parent: node.parent ?? pageFrame(index),
})
function movedEdge(edge: DiagramEdge, by: Point): DiagramEdge {
  const shift = ({ x, y }: Point) => ({ x: x + by.x, y: y + by.y })
  const end = (own: DiagramEnd): DiagramEnd => ('point' in own ? { point: shift(own.point) } : own)
  return { ...edge, from: end(edge.from), to: end(edge.to), through: edge.through?.map(shift) }
}

function readPage(page: DrawioPage, prefix: string, session: ImportSession) {
  const byId = new Map(page.cells.map((cell) => [cell.id, cell]))
  const origins = new Map<string, Point>()
  /** Where a cell's own coordinates begin: in its parent's corner. */
  const originOf = (cell: DrawioCell, depth = 0): Point => {
    const known = origins.get(cell.parent)
    if (known) return known
    const parent = byId.get(cell.parent)
    const origin =
      parent?.isVertex && depth < MAX_NESTING
        ? add(originOf(parent, depth + 1), { x: parent.geometry.x, y: parent.geometry.y })
        : { x: 0, y: 0 }
    origins.set(cell.parent, origin)
    return origin
  }
  const nodes: DiagramNode[] = []
  const edges: DiagramEdge[] = []
  /** Words on a line are a cell of their own. */
  const labels = new Map<string, string[]>()
  const isHidden = (cell: DrawioCell, depth = 0): boolean => {
    const parent = byId.get(cell.parent)
    return cell.isHidden || (parent !== undefined && depth < MAX_NESTING && isHidden(parent, depth + 1))
  }
  const shown = page.cells.filter((cell) => {
    const isShown = !isHidden(cell)
    if (!isShown && (cell.isVertex || cell.isEdge)) session.skip(cell.isEdge ? 'edge' : 'vertex', 'hidden')
    return isShown
  })
  for (const cell of shown) {
    const parent = byId.get(cell.parent)
    if (cell.isVertex && parent?.isEdge) pushTo(labels, parent.id, plain(cell.value))
    else if (cell.isVertex) nodes.push(readVertex(cell, originOf(cell), prefix, parent, session))
  }
  for (const cell of shown) {
    if (cell.isEdge) edges.push(readEdge(cell, originOf(cell), prefix, labels.get(cell.id) ?? []))
  }
  return { nodes, edges }
}

const add = (one: Point, other: Point): Point => ({ x: one.x + other.x, y: one.y + other.y })

/** Words may be HTML; where they are not, they are as they stand. */
function wordsOf({ value, style }: DrawioCell): RichText {
  const isHtml = style.get('html') === '1' && /[<&]/.test(value)
  const runs: RichText = isHtml ? htmlText(value) : [{ insert: value }].filter(({ insert }) => insert !== '')
  // One bit each: bold and italic.
  const bits = Number(style.get('fontStyle') ?? 0)
  const marks: TextMarks = { ...(bits & 1 ? { bold: true } : {}), ...(bits & 2 ? { italic: true } : {}) }
  return bits & 3 ? runs.map((run) => ({ ...run, attributes: { ...run.attributes, ...marks } })) : runs
}
const plain = (value: string): string =>
  htmlText(value)
    .map(({ insert }) => insert)
    .join('')

const fontOf = (family: string): Font =>
  /courier|mono/i.test(family) ? 'mono' : /georgia|times|garamond/i.test(family) ? 'serif' : 'sans'

function styleOf({ style }: DrawioCell): DiagramStyle {
  const color = (name: string) => {
    const stored = style.get(name)
    if (stored === undefined || stored === 'default') return undefined
    return stored === 'none' ? 'transparent' : cssColor(stored, '#000000')
  }
  const amount = (name: string, fallback: number) => {
    const stored = Number(style.get(name) ?? fallback)
    return Number.isFinite(stored) ? stored : fallback
  }
  const dash = style.get('dashed') !== '1' ? 'solid' : /^1 /.test(style.get('dashPattern') ?? '') ? 'dotted' : 'dashed'
  return {
    stroke: color('strokeColor') ?? '#000000',
    textColor: color('fontColor') ?? '#000000',
    strokeWidth: Math.min(50, Math.max(0, amount('strokeWidth', 1))),
    dash,
    font: fontOf(style.get('fontFamily') ?? ''),
    fontSize: Math.min(400, Math.max(4, amount('fontSize', 12))),
    align: style.get('align') === 'left' ? 'start' : style.get('align') === 'right' ? 'end' : 'center',
    verticalAlign:
      style.get('verticalAlign') === 'top' ? 'top' : style.get('verticalAlign') === 'bottom' ? 'bottom' : 'middle',
    corners: style.get('rounded') === '1' ? 'round' : 'sharp',
    opacity: Math.min(1, Math.max(0, amount('opacity', 100) / 100)),
  }
}

function readVertex(
  cell: DrawioCell,
  origin: Point,
  prefix: string,
  parent: DrawioCell | undefined,
  session: ImportSession,
): DiagramNode {
  const { style, geometry } = cell
  const name = style.get('shape') ?? style.get('name') ?? ''
  const form = own(FORMS, name)
  if (form === undefined && !PLAIN.has(name) && name !== 'text' && name !== 'group')
    session.skip(name.slice(0, 60), 'look-changed')
  const box = {
    x: origin.x + geometry.x,
    y: origin.y + geometry.y,
    w: Math.max(1, geometry.w),
    h: Math.max(1, geometry.h),
  }
  const isBare =
    name === 'text' || (style.get('strokeColor') === 'none' && (style.get('fillColor') ?? 'none') === 'none')
  const isGroup = name === 'group'
  const isSwimlane = name === 'swimlane'
  const look = styleOf(cell)
  const fill = style.get('fillColor')
  return {
    id: prefix + cell.id,
    type: name || 'rectangle',
    kind: isGroup || isSwimlane ? 'frame' : isBare && form === undefined ? 'text' : (form ?? 'rectangle'),
    box,
    rotation: (Number(style.get('rotation') ?? 0) || 0) * DEGREES,
    text: wordsOf(cell),
    link: /^https?:/i.test(cell.link) ? cell.link : '',
    ...look,
    fill:
      isGroup || isBare
        ? 'transparent'
        : fill === undefined || fill === 'default'
          ? '#ffffff'
          : fill === 'none'
            ? 'transparent'
            : cssColor(fill, '#ffffff'),
    ...(isGroup ? { stroke: 'transparent' } : {}),
    parent: parent?.isVertex && isFrame(parent) ? prefix + parent.id : undefined,
  }
}

const isFrame = ({ style }: DrawioCell): boolean =>
  ['group', 'swimlane'].includes(style.get('shape') ?? style.get('name') ?? '')

function readEdge(cell: DrawioCell, origin: Point, prefix: string, labels: readonly string[]): DiagramEdge {
  const { style, geometry } = cell
  const share = (name: string) => {
    const stored = Number(style.get(name))
    return style.has(name) && Number.isFinite(stored) ? Math.min(1, Math.max(0, stored)) : null
  }
  const end = (id: string, side: 'exit' | 'entry', point: Point | null): DiagramEnd => {
    if (id === '') return { point: add(origin, point ?? { x: 0, y: 0 }) }
    const [x, y] = [share(`${side}X`), share(`${side}Y`)]
    return { node: prefix + id, ...(x === null || y === null ? {} : { anchor: { x, y } }) }
  }
  const route =
    style.get('curved') === '1'
      ? 'curved'
      : /orthogonal|elbow|entityRelation/i.test(style.get('edgeStyle') ?? '')
        ? 'elbow'
        : 'straight'
  const through = geometry.points.map((point) => add(origin, point))
  const head = (name: string, fallback: string) => own(HEADS, style.get(name) ?? fallback) ?? 'arrow'
  return {
    id: prefix + cell.id,
    type: 'edge',
    from: end(cell.source, 'exit', geometry.sourcePoint),
    to: end(cell.target, 'entry', geometry.targetPoint),
    through,
    route,
    ...styleOf(cell),
    corners: undefined,
    startHead: head('startArrow', 'none'),
    endHead: head('endArrow', 'classic'),
    label: [plain(cell.value), ...labels.slice(0, MAX_LABELS_OF_A_LINE)].filter(Boolean).join('\n'),
  }
}
