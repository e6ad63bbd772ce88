/** What is boxes and arrows as a flow chart of Mermaid: frames are subgraphs, what nothing points at and is no box stays out. */
import { centreOf } from '../geometry/box.ts'
import { boundsOf } from '../geometry/transform.ts'
import type { ArrowShape } from '../shapes/arrow.ts'
import type { Shape } from '../shapes/registry.ts'
import { wordsOf } from '../shapes/words.ts'
import { mermaidLabel, mermaidLink, mermaidNode, mermaidStyle } from './mermaid-words.ts'
import { outlineOf, type Section } from './outline.ts'

interface Edge {
  readonly arrow: ArrowShape
  readonly from: Shape
  readonly to: Shape
}

/** The frames around each shape, from outside in. */
function framesAround(sections: readonly Section[]): ReadonlyMap<string, readonly string[]> {
  const around = new Map<string, readonly string[]>()
  const open: string[] = []
  for (const { frame, depth, shapes } of sections) {
    open.length = Math.max(0, depth - 1)
    if (frame) {
      around.set(frame.id, [...open])
      open.push(frame.id)
    }
    const frames = [...open]
    for (const { id } of shapes) around.set(id, frames)
  }
  return around
}

/** Arrows with both ends at something that is here too; Mermaid knows none between a subgraph and what is in it. */
function edgesOf(shapes: readonly Shape[], sections: readonly Section[]): readonly Edge[] {
  const byId = new Map<string, Shape>(shapes.map((shape) => [shape.id, shape]))
  const around = framesAround(sections)
  const holds = (frame: Shape, inner: Shape) => around.get(inner.id)?.includes(frame.id) === true
  return shapes.flatMap((arrow) => {
    if (arrow.type !== 'arrow') return []
    const [from, to] = [byId.get(arrow.start?.target ?? ''), byId.get(arrow.end?.target ?? '')]
    const isTied = from && to && ![from.type, to.type].some((type) => type === 'arrow' || type === 'group')
    return isTied && !holds(from, to) && !holds(to, from) ? [{ arrow, from, to }] : []
  })
}

/** Where most of the way goes, all arrows together. */
function directionOf(edges: readonly Edge[]): 'TB' | 'BT' | 'LR' | 'RL' {
  let [right, down, across, along] = [0, 0, 0, 0]
  for (const { from, to } of edges) {
    const [a, b] = [centreOf(boundsOf(from.placement)), centreOf(boundsOf(to.placement))]
    right += b.x - a.x
    down += b.y - a.y
    across += Math.abs(b.x - a.x)
    along += Math.abs(b.y - a.y)
  }
  if (across > along) return right < 0 ? 'RL' : 'LR'
  return down < 0 ? 'BT' : 'TB'
}

interface Written {
  readonly lines: string[]
  readonly styles: string[]
  readonly ids: Map<string, string>
}

const indent = (depth: number, line: string): string => `${'  '.repeat(depth + 1)}${line}`

function writeNodes({ lines, styles, ids }: Written, nodes: readonly Shape[], depth: number): void {
  for (const shape of nodes) {
    const id = `n${ids.size + 1}`
    ids.set(shape.id, id)
    lines.push(indent(depth, mermaidNode(id, shape, wordsOf(shape).trim())))
    const style = mermaidStyle(id, shape)
    if (style !== '') styles.push(indent(0, style))
  }
}

/** The frames that hold a node, at any depth; others would be subgraphs of nothing. */
function filledFrames(sections: readonly Section[], isNode: (shape: Shape) => boolean): ReadonlySet<Section> {
  const filled = new Set<Section>()
  const around: Section[] = []
  for (const section of sections) {
    around.length = section.depth
    around.push(section)
    if (section.shapes.some(isNode)) for (const one of around) filled.add(one)
  }
  return filled
}

/** The chart of `shapes`; '' when there is no box. What is left out is counted in a comment. */
export function exportMermaid({ shapes }: { readonly shapes: readonly Shape[] }): string {
  const sections = outlineOf(shapes)
  const edges = edgesOf(shapes, sections)
  const tied = new Set<string>(edges.flatMap(({ from, to }) => [from.id, to.id]))
  const isNode = (shape: Shape) => shape.type !== 'arrow' && (shape.type === 'geo' || tied.has(shape.id))
  const filled = filledFrames(sections, isNode)
  const written: Written = { lines: [], styles: [], ids: new Map() }
  const { lines, styles, ids } = written
  let depth = 0
  const closeTo = (next: number) => {
    while (depth > next) lines.push(indent(--depth, 'end'))
  }
  for (const section of sections) {
    const { frame } = section
    if (frame) closeTo(section.depth - 1)
    if (frame && filled.has(section)) {
      const id = `g${ids.size + 1}`
      ids.set(frame.id, id)
      lines.push(indent(depth, `subgraph ${id}[${mermaidLabel(frame.name)}]`))
      depth = section.depth
    } else if (frame && tied.has(frame.id)) writeNodes(written, [frame], depth)
    writeNodes(written, section.shapes.filter(isNode), depth)
  }
  closeTo(0)
  if (ids.size === 0) return ''
  for (const { arrow, from, to } of edges)
    lines.push(indent(0, mermaidLink(arrow, ids.get(from.id) ?? '', ids.get(to.id) ?? '', wordsOf(arrow))))
  const left =
    shapes.filter(({ id, type }) => type !== 'group' && type !== 'frame' && !ids.has(id)).length - edges.length
  const note = left > 0 ? [`%% not in this chart: ${left} (neither a box nor an arrow between two)`] : []
  return `${[`flowchart ${directionOf(edges)}`, ...note, ...lines, ...styles].join('\n')}\n`
}
