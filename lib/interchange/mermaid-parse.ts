/**
 * Mermaid flow charts as nodes, edges and subgraphs. The grammar is Mermaid's documented one for `graph` and `flowchart`; what
 * a board cannot show (clicks, themes, link styles) is left out. Linear in the length of the text.
 */

import type { GeoForm } from '../shapes/geo.ts'
import { labelOf, type MermaidLink, NAMED_FORMS, Scan } from './mermaid-scan.ts'
import { statementsOf } from './mermaid-statements.ts'
import { own } from './reading.ts'

export type Direction = 'TB' | 'BT' | 'LR' | 'RL'
export interface MermaidNode {
  readonly id: string
  label: string
  form: GeoForm
  isRound: boolean
  /** `fill`, `stroke`, `color`, `stroke-width`, `stroke-dasharray`, as written. */
  readonly style: Map<string, string>
  parent: string
}
export interface MermaidEdge extends MermaidLink {
  readonly from: string
  readonly to: string
}
export interface MermaidGroup {
  readonly id: string
  readonly title: string
  readonly parent: string
}
export interface MermaidChart {
  readonly direction: Direction
  readonly nodes: ReadonlyMap<string, MermaidNode>
  readonly edges: readonly MermaidEdge[]
  readonly groups: readonly MermaidGroup[]
  /** Lines that say nothing known. */
  readonly unread: number
  /** Named forms that there is none for here. */
  readonly strange: readonly string[]
  /** Beyond the limits of a chart. */
  readonly beyond: { readonly nodes: number; readonly edges: number }
}

const MAX_NODES = 5_000
const MAX_EDGES = 10_000
const MAX_GROUPS = 200
/** Groups in one another: laying them out takes time that grows with the square of it. */
const MAX_GROUP_DEPTH = 10
/** Of one style. */
const MAX_DECLARATIONS = 50
/** Nodes that are given a class, all together. */
const MAX_CLASSED = 50_000
const HEADER = /^(?:graph|flowchart)(?:-elk)?(?:[ \t]+(TB|TD|BT|LR|RL))?[ \t]*$/
/** Is this a flow chart? The first line that is no comment and no front matter says it. */
export const isMermaid = (text: string): boolean => {
  const first = statementsOf(text.slice(0, 20_000))[0]
  return first !== undefined && HEADER.test(first)
}

class Parser {
  readonly nodes = new Map<string, MermaidNode>()
  readonly edges: MermaidEdge[] = []
  readonly groups: MermaidGroup[] = []
  readonly #classes = new Map<string, ReadonlyMap<string, string>>()
  readonly #classOf: (readonly [node: string, name: string])[] = []
  readonly #open: string[] = []
  readonly #groupIds = new Set<string>()
  readonly #linkNames = new Set<string>()
  readonly strange: string[] = []
  unread = 0
  readonly #beyond = new Set<string>()
  #edgesBeyond = 0
  get beyond() {
    return { nodes: this.#beyond.size, edges: this.#edgesBeyond }
  }
  direction: Direction = 'TB'

  read(statement: string): void {
    const word = /^[a-zA-Z]+/.exec(statement)?.[0] ?? ''
    const rest = statement.slice(word.length).trim()
    switch (word) {
      case 'subgraph':
        this.#openGroup(rest)
        return
      case 'end':
        if (rest !== '') break
        this.#open.pop()
        return
      case 'direction':
        if (/^(TB|TD|BT|LR|RL)$/.test(rest)) return
        break
      case 'classDef': {
        const [names, style] = cutOnce(rest, ' ')
        const declared = styleOf(style)
        for (const name of names.split(',')) this.#classes.set(name.trim(), declared)
        return
      }
      case 'class': {
        const space = rest.lastIndexOf(' ')
        const name = rest.slice(space + 1)
        for (const node of rest.slice(0, Math.max(0, space)).split(',')) this.#classify(node.trim(), name)
        return
      }
      case 'style': {
        const [ids, style] = cutOnce(rest, ' ')
        const declared = styleOf(style)
        for (const id of ids.split(',')) {
          for (const [key, value] of declared) this.#node(id.trim()).style.set(key, value)
        }
        return
      }
      case 'linkStyle':
      case 'click':
      case 'accTitle':
      case 'accDescr':
        return
    }
    this.#chain(statement)
  }

  /** Classes may be defined after they are used. */
  finish(): void {
    for (const [id, name] of this.#classOf) {
      const node = this.nodes.get(id)
      if (!node) continue
      for (const [key, value] of this.#classes.get(name) ?? []) if (!node.style.has(key)) node.style.set(key, value)
    }
    for (const [key, value] of this.#classes.get('default') ?? []) {
      for (const node of this.nodes.values()) if (!node.style.has(key)) node.style.set(key, value)
    }
  }

  #openGroup(written: string): void {
    const bracket = written.indexOf('[')
    const id = (bracket > 0 ? written.slice(0, bracket) : written).trim() || `group ${this.groups.length + 1}`
    const title = bracket > 0 ? written.slice(bracket + 1, Math.max(bracket + 1, written.lastIndexOf(']'))) : id
    if (this.groups.length >= MAX_GROUPS || this.#open.length >= MAX_GROUP_DEPTH) {
      // Its nodes belong to the group around it.
      this.unread++
      this.#open.push(this.#open.at(-1) ?? '')
      return
    }
    // A group that is begun again goes on, where it stood at first: none lies in itself.
    if (!this.#groupIds.has(id)) this.groups.push({ id, title: labelOf(title), parent: this.#open.at(-1) ?? '' })
    this.#groupIds.add(id)
    // A name that was a node before it was a group is the group.
    this.nodes.delete(id)
    this.#open.push(id)
  }

  #classify(id: string, name: string): void {
    if (this.#classOf.length < MAX_CLASSED) this.#classOf.push([id, name])
  }

  #node(id: string): MermaidNode {
    let node = this.nodes.get(id)
    // The first group that names a node has it, wherever it was named before.
    if (node?.parent === '') node.parent = this.#open.at(-1) ?? ''
    if (!node) {
      node = { id, label: id, form: 'rectangle', isRound: false, style: new Map(), parent: this.#open.at(-1) ?? '' }
      if (this.nodes.size < MAX_NODES) this.nodes.set(id, node)
      else this.#beyond.add(id)
    }
    return node
  }

  /** `A & B -->|label| C --> D` */
  #chain(statement: string): void {
    const scan = new Scan(statement)
    // `e1@{ animate: true }` says how a link looks.
    if (this.#linkNames.has(/^([\p{L}\p{N}_-]{1,100})@\{/u.exec(statement)?.[1] ?? '')) return
    let from = this.#nodeList(scan)
    if (from.length === 0) {
      this.unread++
      return
    }
    while (!scan.isAtEnd) {
      const name = scan.linkName()
      if (name !== null) this.#linkNames.add(name)
      const link = scan.link()
      const to = link ? this.#nodeList(scan) : []
      if (!link || to.length === 0) {
        this.unread++
        return
      }
      this.#connect(from, to, link)
      from = to
    }
  }

  /** Each with each, which are many soon: those beyond the limit are counted and not gone through. */
  #connect(from: readonly string[], to: readonly string[], link: MermaidLink): void {
    const free = MAX_EDGES - this.edges.length
    this.#edgesBeyond += Math.max(0, from.length * to.length - free)
    for (const one of from) {
      for (const other of to) {
        if (this.edges.length >= MAX_EDGES) return
        this.edges.push({ from: one, to: other, ...link })
      }
    }
  }

  #nodeList(scan: Scan): readonly string[] {
    const ids: string[] = []
    for (;;) {
      const id = this.#readNode(scan)
      if (id === null) return ids
      ids.push(id)
      if (!scan.take('&')) return ids
    }
  }

  #readNode(scan: Scan): string | null {
    const id = scan.identifier()
    if (id === null) return null
    if (this.#groupIds.has(id)) return id
    const node = this.#node(id)
    const named = scan.between('@{', '}')
    if (named !== null) {
      const form = /\bshape\s{0,8}:\s{0,8}([\w-]{1,40})/.exec(named)?.[1]
      const label = quotedAfter(named, 'label')
      if (form) node.form = own(NAMED_FORMS, form) ?? 'rectangle'
      if (form && !own(NAMED_FORMS, form)) this.strange.push(form)
      node.isRound = form === 'rounded'
      if (label !== undefined) node.label = labelOf(label)
    }
    const found = scan.bracketed()
    if (found) {
      node.label = labelOf(found.label)
      node.form = found.form
      node.isRound = found.isRound
    }
    if (scan.take(':::')) {
      const name = scan.identifier()
      if (name !== null) this.#classify(id, name)
    }
    return id
  }
}

/** `name: "value"` */
function quotedAfter(text: string, name: string): string | undefined {
  const at = text.indexOf(`${name}:`)
  const open = at < 0 ? -1 : text.indexOf('"', at)
  const close = open < 0 ? -1 : text.indexOf('"', open + 1)
  return close < 0 ? undefined : text.slice(open + 1, close)
}

const cutOnce = (text: string, sign: string): readonly [string, string] => {
  const at = text.indexOf(sign)
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)]
}

const styleOf = (written: string): ReadonlyMap<string, string> =>
  new Map(
    written
      .replace(/;$/, '')
      .split(',', MAX_DECLARATIONS)
      .map((part) => cutOnce(part, ':'))
      .filter(([key, value]) => key.trim() !== '' && value !== '')
      .map(([key, value]) => [key.trim().toLowerCase(), value.trim()]),
  )

/** The chart, or the word that names another kind of diagram. */
export function parseMermaid(text: string): MermaidChart | { readonly other: string } {
  const [first = '', ...statements] = statementsOf(text)
  const header = HEADER.exec(first)
  if (!header) return { other: first.split(/\s/)[0].slice(0, 40) }
  const parser = new Parser()
  for (const statement of statements) parser.read(statement)
  parser.finish()
  const direction = header[1] === 'TD' || header[1] === undefined ? 'TB' : (header[1] as Direction)
  const { nodes, edges, groups, unread, strange, beyond } = parser
  return { direction, nodes, edges, groups, unread, strange, beyond }
}
