/** OCIF (Open Canvas Interchange Format, canvasprotocol.org) -> shapes: nodes with their resources, and edges between them. */
import { fail, ok, type Result } from '../base/result.ts'
import { cssColor } from './css-color.ts'
import { addDiagram, type DiagramEdge, type DiagramEnd, type DiagramNode } from './diagram.ts'
import type { ImportFailure, ImportOptions, ImportResult } from './import-result.ts'
import { createImportSession } from './import-session.ts'
import { markdownText } from './markdown-text.ts'
import { finite, isJson, type Json, json as jsonOf, list, parseJson, words } from './reading.ts'

const DEGREES = Math.PI / 180
const NODE = '@ocif/node/'
const RELATION = '@ocif/rel/'

export function importOcif(input: unknown, options: ImportOptions): Result<ImportResult, ImportFailure> {
  const parsed = parseJson(input)
  if (!parsed.ok) return parsed
  const file = parsed.value
  if (!isJson(file) || typeof file.ocif !== 'string') return fail('wrong-file-type', 'This is not an OCIF file.')
  const session = createImportSession(options)
  const resources = new Map(
    list(file.resources)
      .filter(isJson)
      .map((stored) => [words(stored.id), stored]),
  )
  const textOf = createTexts()
  const nodes: DiagramNode[] = []
  const edges: DiagramEdge[] = []
  for (const stored of list(file.nodes)) {
    if (!isJson(stored)) session.skip('node', 'not-an-object')
    else if (words(stored.id) === '') session.skip('node', 'no-id')
    else {
      const arrow = extension(stored, `${NODE}arrow`)
      if (arrow) edges.push(readArrow(stored, arrow))
      else nodes.push(readNode(stored, textOf(resources.get(words(stored.resource)))))
    }
  }
  for (const [index, stored] of list(file.relations).entries()) {
    const edge = isJson(stored) ? extension(stored, `${RELATION}edge`) : null
    if (edge && isJson(stored)) edges.push(readRelation(stored, edge, index))
    else session.skip('relation', isJson(stored) ? 'unknown-type' : 'not-an-object')
  }
  addDiagram(nodes, edges, session)
  return ok(session.result())
}

const extension = (stored: Json, type: string): Json | null =>
  list(stored.data)
    .filter(isJson)
    .find((data) => data.type === type) ?? null

const pair = (stored: unknown, fallback: readonly [number, number]): readonly [number, number] => {
  const [x, y] = list(stored)
  return [finite(x, fallback[0]), finite(y, fallback[1])]
}

/** The first representation that is words; a picture elsewhere is named by its address. */
/** Many nodes may show one resource. */
function createTexts(): typeof readText {
  const known = new Map<Json | undefined, ReturnType<typeof readText>>()
  return (resource) => {
    const text = known.get(resource) ?? readText(resource)
    known.set(resource, text)
    return text
  }
}

function readText(resource: Json | undefined): { readonly text: string; readonly isMarkdown: boolean } {
  const all = list(resource?.representations).filter(isJson)
  const written = all.find(({ content, mimeType }) => typeof content === 'string' && /^text\//.test(words(mimeType)))
  if (written) return { text: words(written.content), isMarkdown: words(written.mimeType) === 'text/markdown' }
  return { text: words(all.find(({ location }) => typeof location === 'string')?.location), isMarkdown: false }
}

function readNode(stored: Json, { text, isMarkdown }: ReturnType<typeof readText>): DiagramNode {
  const [x, y] = pair(stored.position, [0, 0])
  const [w, h] = pair(stored.size, [100, 100])
  const oval = extension(stored, `${NODE}oval`)
  const look = oval ?? extension(stored, `${NODE}rect`)
  const isWords = look === null && text !== ''
  return {
    id: words(stored.id),
    type: 'node',
    kind: oval ? 'ellipse' : isWords ? 'text' : 'rectangle',
    box: { x, y, w: Math.max(1, w), h: Math.max(1, h) },
    rotation: finite(stored.rotation, 0) * DEGREES,
    text: isMarkdown ? markdownText(text) : text,
    font: 'sans',
    fontSize: 16,
    align: isWords ? 'start' : 'center',
    corners: 'sharp',
    ...(look
      ? {
          stroke: cssColor(look.strokeColor, '#1e1e1e'),
          fill: cssColor(look.fillColor, 'transparent'),
          strokeWidth: Math.max(0, finite(look.strokeWidth, 1)),
        }
      : {}),
  }
}

const headsOf = (arrow: Json) => ({
  startHead: words(arrow.startMarker) === 'arrowhead' ? ('arrow' as const) : ('none' as const),
  endHead: words(arrow.endMarker) === 'none' ? ('none' as const) : ('arrow' as const),
})

function readArrow(stored: Json, arrow: Json): DiagramEdge {
  const end = (at: unknown): DiagramEnd => {
    const [x, y] = pair(at, [0, 0])
    return { point: { x, y } }
  }
  return {
    id: words(stored.id),
    type: 'arrow',
    from: end(arrow.start),
    to: end(arrow.end),
    stroke: cssColor(arrow.strokeColor, '#1e1e1e'),
    ...headsOf(arrow),
  }
}

function readRelation(stored: Json, edge: Json, index: number): DiagramEdge {
  return {
    id: words(stored.id) || `relation ${index}`,
    type: 'edge',
    from: { node: words(edge.start) },
    to: { node: words(edge.end) },
    endHead: edge.directed === false ? 'none' : 'arrow',
    label: words(jsonOf(edge).rel),
  }
}
