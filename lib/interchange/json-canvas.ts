/** JSON Canvas (`.canvas`, jsoncanvas.org 1.0), as Obsidian writes it -> shapes. Total, as every importer. */
import { fail, ok, type Result } from '../base/result.ts'
import type { Color } from '../shapes/style.ts'
import { cssColor } from './css-color.ts'
import { addDiagram, type DiagramEdge, type DiagramNode } from './diagram.ts'
import type { ImportFailure, ImportOptions, ImportResult } from './import-result.ts'
import { createImportSession } from './import-session.ts'
import { markdownText } from './markdown-text.ts'
import { finite, isJson, type Json, list, oneOf, own, parseJson, words } from './reading.ts'

/** The six preset colours of the format: red, orange, yellow, green, cyan, purple. */
const PRESETS: Readonly<Record<string, Color>> = {
  1: '#e03131',
  2: '#f08c00',
  3: '#e8b004',
  4: '#2f9e44',
  5: '#0c8599',
  6: '#6741d9',
}
const FALLBACK: Color = '#868e96'
const sides = ['top', 'right', 'bottom', 'left'] as const
const anchors = { top: { x: 0.5, y: 0 }, right: { x: 1, y: 0.5 }, bottom: { x: 0.5, y: 1 }, left: { x: 0, y: 0.5 } }

const colorOf = (stored: unknown): Color => own(PRESETS, words(stored)) ?? cssColor(stored, FALLBACK)
/** The colour as a tint behind words. */
const tint = (color: Color): Color => `${color.slice(0, 7)}1a`

export function importJsonCanvas(input: unknown, options: ImportOptions): Result<ImportResult, ImportFailure> {
  const parsed = parseJson(input)
  if (!parsed.ok) return parsed
  const file = parsed.value
  if (!isJson(file) || !(Array.isArray(file.nodes) || Array.isArray(file.edges))) {
    return fail('wrong-file-type', 'This is not a JSON Canvas file.')
  }
  const session = createImportSession(options)
  const nodes: DiagramNode[] = []
  for (const stored of list(file.nodes)) {
    if (!isJson(stored)) session.skip('node', 'not-an-object')
    else if (words(stored.id) === '') session.skip(words(stored.type) || 'node', 'no-id')
    else nodes.push(readNode(stored))
  }
  const unknown = nodes.filter(({ type }) => !KNOWN.has(type))
  for (const { type } of unknown) session.skip(type, 'unknown-type')
  // Groups lie behind what they hold.
  const ordered = [...nodes.filter(({ kind }) => kind === 'frame'), ...nodes.filter(({ kind }) => kind !== 'frame')]
  const edges = list(file.edges).flatMap((stored, index) => {
    if (!isJson(stored)) session.skip('edge', 'not-an-object')
    return isJson(stored) ? [readEdge(stored, index)] : []
  })
  addDiagram(withParents(ordered), edges, session)
  const result = session.result()
  const isThere = new Set<string>(result.shapes.map(({ id }) => id))
  const standIns = unknown.filter(({ id }) => isThere.has(session.idOf(id))).length
  return ok({ ...result, added: result.added - standIns })
}

/** What has no type is read as a text. */
const KNOWN: ReadonlySet<string> = new Set(['text', 'file', 'link', 'group', 'node'])

function readNode(stored: Json): DiagramNode {
  const type = words(stored.type) || 'node'
  const box = {
    x: finite(stored.x, 0),
    y: finite(stored.y, 0),
    w: Math.max(1, finite(stored.width, 250)),
    h: Math.max(1, finite(stored.height, 60)),
  }
  const isColored = stored.color !== undefined
  const stroke = colorOf(stored.color)
  const base = { id: words(stored.id), type, box, stroke, fill: isColored ? tint(stroke) : '#ffffff' } as const
  const card = { kind: 'rectangle', font: 'sans', fontSize: 16, align: 'start', verticalAlign: 'top' } as const
  switch (type) {
    case 'group':
      return { ...base, kind: 'frame', text: words(stored.label), fill: isColored ? tint(stroke) : 'transparent' }
    case 'file': {
      const name = `${words(stored.file)}${words(stored.subpath)}`
      return { ...base, ...card, align: 'center', verticalAlign: 'middle', dash: 'dashed', text: name }
    }
    case 'link': {
      const link = words(stored.url)
      return { ...base, ...card, align: 'center', verticalAlign: 'middle', text: link, link }
    }
    default: {
      const isKnown = KNOWN.has(type)
      const said = markdownText(words(stored.text))
      return {
        ...base,
        ...card,
        ...(isKnown ? {} : { dash: 'dashed' }),
        text: isKnown || said.length > 0 ? said : type,
      }
    }
  }
}

/** The format knows no belonging: what lies whole in a group is in it, in the smallest one. */
function withParents(nodes: readonly DiagramNode[]): readonly DiagramNode[] {
  const frames = nodes
    .filter(({ kind }) => kind === 'frame')
    .sort((a, b) => a.box.w * a.box.h - b.box.w * b.box.h)
    .slice(0, MAX_COMPARED_GROUPS)
  const holds = (frame: DiagramNode, { box }: DiagramNode) =>
    frame.box.x <= box.x &&
    frame.box.y <= box.y &&
    frame.box.x + frame.box.w >= box.x + box.w &&
    frame.box.y + frame.box.h >= box.y + box.h
  const placed = nodes.map((node) => {
    if (node.kind === 'frame') return node
    return { ...node, parent: frames.find((frame) => holds(frame, node))?.id }
  })
  return placed
}
/** Each node is compared with so many groups. */
const MAX_COMPARED_GROUPS = 200

function readEdge(stored: Json, index: number): DiagramEdge {
  const end = (node: unknown, side: unknown) => {
    const named = oneOf(side, [...sides, ''], '')
    return { node: words(node), ...(named === '' ? {} : { anchor: anchors[named] }) }
  }
  const head = (stored: unknown, initial: 'none' | 'arrow') => oneOf(stored, ['none', 'arrow'], initial)
  return {
    id: words(stored.id) || `edge ${index}`,
    type: 'edge',
    from: end(stored.fromNode, stored.fromSide),
    to: end(stored.toNode, stored.toSide),
    startHead: head(stored.fromEnd, 'none'),
    endHead: head(stored.toEnd, 'arrow'),
    stroke: stored.color === undefined ? FALLBACK : colorOf(stored.color),
    label: words(stored.label),
  }
}
