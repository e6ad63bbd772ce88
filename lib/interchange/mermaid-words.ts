/** How a flow chart of Mermaid writes labels, forms, links and styles. */
import type { Arrowhead, ArrowShape } from '../shapes/arrow.ts'
import { type NamedForm, namedForm } from '../shapes/geo-forms.ts'
import type { Shape } from '../shapes/registry.ts'
import { isVisible } from '../shapes/sketch.ts'
import { type Color, INK } from '../shapes/style.ts'

/** All that a label may hold as itself between quotes; anything else goes as the number of the letter. */
const SPECIAL = /["#%&;<>[\\\]`{|}]/g

/** Words between quotes, line ends as breaks. An empty label is a blank: without one the name of the node would be shown. */
export const mermaidLabel = (words: string): string => {
  const written = words.trim().replace(SPECIAL, (sign) => `#${sign.charCodeAt(0)};`)
  return `"${written.replaceAll('\n', '<br>') || ' '}"`
}

type Brackets = readonly [open: string, close: string]
const BRACKETS: Readonly<Partial<Record<NamedForm, Brackets>>> = {
  ellipse: ['((', '))'],
  terminator: ['([', '])'],
  subprocess: ['[[', ']]'],
  cylinder: ['[(', ')]'],
  hexagon: ['{{', '}}'],
  parallelogram: ['[/', '/]'],
  'parallelogram-left': ['[\\', '\\]'],
  trapezoid: ['[/', '\\]'],
  diamond: ['{', '}'],
  callout: ['>', ']'],
}
const ROUND: Brackets = ['(', ')']
const SHARP: Brackets = ['[', ']']
/** Forms that have a name and no brackets. */
const NAMES: Readonly<Partial<Record<NamedForm, string>>> = {
  triangle: 'tri',
  document: 'doc',
  'manual-input': 'sl-rect',
  delay: 'delay',
  cloud: 'cloud',
}

/** A node with its label. */
export function mermaidNode(id: string, shape: Shape, words: string): string {
  const label = mermaidLabel(words)
  const name = shape.type === 'geo' ? NAMES[namedForm(shape.form)] : undefined
  if (name) return `${id}@{ shape: ${name}, label: ${label} }`
  const isRound = shape.type === 'geo' && shape.form === 'rectangle' && shape.corners === 'round'
  const [open, close] =
    (shape.type === 'geo' ? BRACKETS[namedForm(shape.form)] : undefined) ?? (isRound ? ROUND : SHARP)
  return `${id}${open}${label}${close}`
}

const CIRCLES: ReadonlySet<Arrowhead> = new Set(['circle', 'circle-outline'])
const CROSSES: ReadonlySet<Arrowhead> = new Set(['bar'])
const signOf = (head: Arrowhead, arrow: '<' | '>'): string =>
  head === 'none' ? '' : CIRCLES.has(head) ? 'o' : CROSSES.has(head) ? 'x' : arrow
/** From this width on a line is thick. */
const THICK = 4

/** A link between two nodes. Mermaid has no head at the beginning alone: such an arrow is written from its end. */
export function mermaidLink(arrow: ArrowShape, from: string, to: string, words: string): string {
  const isTurned = arrow.endHead === 'none' && arrow.startHead !== 'none'
  const [first, last] = isTurned ? [to, from] : [from, to]
  const [startHead, endHead] = isTurned ? [arrow.endHead, arrow.startHead] : [arrow.startHead, arrow.endHead]
  const [start, end] = [signOf(startHead, '<'), signOf(endHead, '>')]
  const [body, open] =
    arrow.dash !== 'solid' ? ['-.-', '-.-'] : arrow.strokeWidth >= THICK ? ['==', '==='] : ['--', '---']
  const label = words.trim() === '' ? '' : `|${mermaidLabel(words)}|`
  return `${first} ${start}${end === '' ? open : body + end}${label} ${last}`
}

const colour = (color: Color): string => (isVisible(color) ? color.slice(0, 7) : 'none')

/** What a node looks like, where that is not as plain as a new one; '' when it is. */
export function mermaidStyle(id: string, shape: Shape): string {
  const parts: string[] = []
  if (shape.type === 'geo' || shape.type === 'note') {
    if (isVisible(shape.fill)) parts.push(`fill:${colour(shape.fill)}`)
    if (shape.textColor !== INK) parts.push(`color:${colour(shape.textColor)}`)
  }
  if (shape.type === 'geo') {
    if (shape.stroke !== INK) parts.push(`stroke:${colour(shape.stroke)}`)
    if (shape.dash !== 'solid') parts.push('stroke-dasharray:5 5')
  }
  return parts.length === 0 ? '' : `style ${id} ${parts.join(',')}`
}
