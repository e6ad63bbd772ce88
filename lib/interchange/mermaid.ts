/** Mermaid flow charts -> shapes: parsed, laid out by dagre, drawn as boxes, arrows and frames that can be edited. */
import { Graph, layout } from '@dagrejs/dagre'
import { fail, ok, type Result } from '../base/result.ts'
import type { Box } from '../geometry/box.ts'
import { distanceToLine } from '../geometry/hit.ts'
import type { Point } from '../geometry/point.ts'
import type { Arrowhead } from '../shapes/arrow.ts'
import { tableMeasurer } from '../shapes/measure-table.ts'
import { cssColor } from './css-color.ts'
import { addDiagram, type DiagramEdge, type DiagramNode, type DiagramStyle } from './diagram.ts'
import type { ImportFailure, ImportOptions, ImportResult } from './import-result.ts'
import { createImportSession } from './import-session.ts'
import { type MermaidChart, type MermaidNode, parseMermaid } from './mermaid-parse.ts'
import type { EdgeHead } from './mermaid-scan.ts'

/** Twenty times what Mermaid itself takes. */
const MAX_CHARACTERS = 1_000_000
const FONT_SIZE = 16
const LINE = FONT_SIZE * 1.25
const PADDING = 18
const MIN_WIDTH = 70
const MAX_WIDTH = 260
const GROUP_AIR = 28
/** A layout takes time that grows faster than the chart; larger ones are put in rows. */
const MAX_LAID_OUT = 800
const MAX_LAID_OUT_EDGES = 2000
const ROW = 30
/** How much larger than its words a form is. */
const ROOM: Readonly<Record<string, readonly [number, number]>> = {
  diamond: [1.9, 1.9],
  ellipse: [1.4, 1.5],
  hexagon: [1.35, 1.1],
  triangle: [1.9, 1.9],
  cylinder: [1.1, 1.5],
}
const heads: Readonly<Record<EdgeHead, Arrowhead>> = { none: 'none', arrow: 'arrow', circle: 'circle', cross: 'bar' }

export function importMermaid(input: unknown, options: ImportOptions): Result<ImportResult, ImportFailure> {
  if (typeof input !== 'string') return fail('wrong-file-type', 'This is not a Mermaid diagram.')
  if (input.length > MAX_CHARACTERS) return fail('too-large', 'The file is too large to import.')
  const chart = parseMermaid(input)
  if ('other' in chart) {
    return fail('wrong-file-type', `Flow charts (graph, flowchart) can be imported, "${chart.other}" cannot.`)
  }
  const session = createImportSession(options)
  if (chart.unread > 0) session.skip('statement', 'unknown-type', chart.unread)
  for (const form of chart.strange) session.skip(form, 'look-changed')
  if (chart.beyond.nodes > 0) session.skip('node', 'too-many', chart.beyond.nodes)
  if (chart.beyond.edges > 0) session.skip('edge', 'too-many', chart.beyond.edges)
  const isSmall = chart.nodes.size <= MAX_LAID_OUT && chart.edges.length <= MAX_LAID_OUT_EDGES
  const { boxes, bends } = isSmall ? laidOut(chart) : inRows(chart)
  const groups = frames(chart, boxes)
  if (groups.length < chart.groups.length) session.skip('subgraph', 'empty', chart.groups.length - groups.length)
  addDiagram([...groups, ...nodes(chart, boxes)], edges(chart, bends), session)
  return ok(session.result())
}

function sizeOf({ label, form }: MermaidNode): { readonly width: number; readonly height: number } {
  const lines = label.split('\n').map((line) => tableMeasurer.width(line, 'sans', FONT_SIZE, {}))
  const wrapped = lines.reduce((sum, width) => sum + Math.max(1, Math.ceil(width / MAX_WIDTH)), 0)
  const [wide, high] = ROOM[form] ?? [1, 1]
  const widest = lines.reduce((most, width) => Math.max(most, width), 0)
  const width = Math.max(MIN_WIDTH, Math.min(MAX_WIDTH, widest) + 2 * PADDING) * wide
  return { width: Math.round(width), height: Math.round((wrapped * LINE + 1.3 * PADDING) * high) }
}

interface Laid {
  readonly boxes: ReadonlyMap<string, Box>
  /** Where an edge, by its place in the chart, goes around something or beside another one. */
  readonly bends: ReadonlyMap<number, readonly Point[]>
}

/** By rank and order, groups kept together. An edge at a group is laid out as one at a node of it. */
function laidOut(chart: MermaidChart): Laid {
  const graph = new Graph({ compound: true, multigraph: true })
  graph.setGraph({ rankdir: chart.direction, nodesep: 44, ranksep: 64, marginx: 0, marginy: 0 })
  graph.setDefaultEdgeLabel(() => ({}))
  const member = new Map<string, string>()
  for (const { id } of chart.groups) graph.setNode(`group ${id}`, {})
  for (const { id, parent } of chart.groups) if (parent !== '') graph.setParent(`group ${id}`, `group ${parent}`)
  for (const node of chart.nodes.values()) {
    graph.setNode(`node ${node.id}`, sizeOf(node))
    if (node.parent === '') continue
    graph.setParent(`node ${node.id}`, `group ${node.parent}`)
    for (const group of [node.parent, ...parentsOf(chart, node.parent)])
      if (!member.has(group)) member.set(group, node.id)
  }
  const endOf = (id: string) => (chart.nodes.has(id) ? id : member.get(id))
  for (const [index, { from, to, label }] of chart.edges.entries()) {
    const [start, end] = [endOf(from), endOf(to)]
    if (start === undefined || end === undefined) continue
    const width = label === '' ? 0 : tableMeasurer.width(label, 'sans', FONT_SIZE, {})
    graph.setEdge(`node ${start}`, `node ${end}`, { width, height: label === '' ? 0 : LINE }, String(index))
  }
  layout(graph)
  const boxes = new Map<string, Box>()
  for (const node of chart.nodes.values()) {
    const { x = 0, y = 0, width = MIN_WIDTH, height = LINE } = graph.node(`node ${node.id}`) ?? {}
    boxes.set(node.id, { x: x - width / 2, y: y - height / 2, w: width, h: height })
  }
  const bends = new Map<number, readonly Point[]>()
  for (const edge of graph.edges()) {
    const points = bent(graph.edge(edge)?.points ?? [])
    if (points.length > 0) bends.set(Number(edge.name), points)
  }
  return { boxes, bends }
}

/** Nearer to the straight line, a bend is none. */
const STRAIGHT = 10

/** The points between the ends, when they lie beside the straight line. */
function bent(points: readonly Point[]): readonly Point[] {
  const [first, last] = [points[0], points.at(-1)]
  if (!first || !last || points.length < 3) return []
  const inner = points.slice(1, -1)
  return inner.some((point) => distanceToLine([first, last], point, 'open') > STRAIGHT) ? inner : []
}

/** The groups around a group, from inside out; a circle ends. */
function parentsOf({ groups }: MermaidChart, id: string): readonly string[] {
  const parents = new Set<string>()
  for (let at = parentOf(groups, id); at && !parents.has(at); at = parentOf(groups, at)) parents.add(at)
  return [...parents]
}

const parentOf = (groups: MermaidChart['groups'], id: string): string | undefined =>
  groups.find((group) => group.id === id)?.parent

function inRows({ nodes }: MermaidChart): Laid {
  const boxes = new Map<string, Box>()
  let [x, y, highest] = [0, 0, 0]
  for (const [index, node] of [...nodes.values()].entries()) {
    const { width: w, height: h } = sizeOf(node)
    if (index > 0 && index % ROW === 0) [x, y, highest] = [0, y + highest + 60, 0]
    boxes.set(node.id, { x, y, w, h })
    x += w + 44
    highest = Math.max(highest, h)
  }
  return { boxes, bends: new Map() }
}

/** Around what is in them; inner ones are measured first, and lie above the outer ones. */
function frames(chart: MermaidChart, boxes: ReadonlyMap<string, Box>): readonly DiagramNode[] {
  const inside = new Map<string, Box>()
  const widen = (group: string, { x, y, w, h }: Box) => {
    const old = inside.get(group)
    const [left, top] = [Math.min(old?.x ?? x, x), Math.min(old?.y ?? y, y)]
    const [right, bottom] = [Math.max(old ? old.x + old.w : x + w, x + w), Math.max(old ? old.y + old.h : y + h, y + h)]
    inside.set(group, { x: left, y: top, w: right - left, h: bottom - top })
  }
  for (const node of chart.nodes.values()) {
    const box = boxes.get(node.id)
    if (node.parent !== '' && box) widen(node.parent, box)
  }
  const grown = new Map<string, Box>()
  for (const { id, parent } of [...chart.groups].reverse()) {
    const box = inside.get(id)
    if (!box) continue
    const { x, y, w, h } = box
    const own = { x: x - GROUP_AIR, y: y - GROUP_AIR, w: w + 2 * GROUP_AIR, h: h + 2 * GROUP_AIR }
    grown.set(id, own)
    if (parent !== '') widen(parent, own)
  }
  return chart.groups.flatMap(({ id, title, parent }) => {
    const box = grown.get(id)
    return box ? [{ id, type: 'subgraph', kind: 'frame' as const, box, text: title, parent: parent || undefined }] : []
  })
}

function styleOf(style: ReadonlyMap<string, string>): DiagramStyle {
  const color = (key: string) => (style.has(key) ? cssColor(style.get(key), '') || undefined : undefined)
  const width = Number.parseFloat(style.get('stroke-width') ?? '')
  return {
    fill: color('fill'),
    stroke: color('stroke'),
    textColor: color('color'),
    ...(Number.isFinite(width) ? { strokeWidth: Math.min(20, Math.max(0, width)) } : {}),
    ...(style.has('stroke-dasharray') && style.get('stroke-dasharray') !== '0' ? { dash: 'dashed' as const } : {}),
  }
}

const nodes = (chart: MermaidChart, boxes: ReadonlyMap<string, Box>): readonly DiagramNode[] =>
  [...chart.nodes.values()].map(({ id, label, form, isRound, style, parent }) => ({
    id,
    type: 'node',
    kind: form,
    box: boxes.get(id) ?? { x: 0, y: 0, w: MIN_WIDTH, h: LINE },
    text: label,
    font: 'sans',
    fontSize: FONT_SIZE,
    corners: isRound ? 'round' : 'sharp',
    parent: parent || undefined,
    ...styleOf(style),
  }))

const edges = ({ edges: all }: MermaidChart, bends: Laid['bends']): readonly DiagramEdge[] =>
  all.map(({ from, to, label, line, startHead, endHead }, index) => ({
    id: `edge ${index}`,
    type: 'edge',
    from: { node: from },
    to: { node: to },
    through: bends.get(index),
    route: bends.has(index) ? 'curved' : 'straight',
    label,
    dash: line === 'dotted' ? 'dashed' : 'solid',
    strokeWidth: line === 'thick' ? 4 : 2,
    startHead: heads[startHead],
    endHead: heads[endHead],
  }))
