/** The words of a board as Markdown, in the order of reading: frames are headings, notes are items, links stay. */
import type { ImageShape } from '../shapes/image.ts'
import { kindOf, type Shape } from '../shapes/registry.ts'
import { gridOf } from '../shapes/table/table-grid.ts'
import { markdownAddress, markdownLine, markdownLines } from './markdown-words.ts'
import { outlineOf, type Section } from './outline.ts'
import { markdownTable } from './table-text.ts'

const MAX_HEADING = 6

interface Block {
  readonly lines: readonly string[]
  /** Items follow one another without a blank line. */
  readonly isItem: boolean
}

/** A picture's description, and what is written in it. */
const imageLines = ({ alt, words }: ImageShape): readonly string[] =>
  [alt, ...words.split('\n')].map(markdownLine).filter((line, at) => at === 0 || line !== '')

/** What is written in a shape, or stands for it, with the address that it leads to. */
function linesOf(shape: Shape): readonly string[] {
  if (shape.type === 'table') return gridOf(shape).rows.length === 0 ? [] : markdownTable(shape).trimEnd().split('\n')
  const text = kindOf(shape).text(shape)
  const lines = shape.type === 'image' ? imageLines(shape) : markdownLines(text)
  const address = markdownAddress(shape.link)
  const words = lines.filter((line) => line !== '')
  if (address === '') return words.length === 0 ? [] : lines
  const isSimple = words.length === 1 && !text.some(({ attributes }) => attributes?.link || attributes?.list)
  return isSimple ? [`[${words[0]}](${address})`] : [...lines, `<${address}>`]
}

function blockOf(shape: Shape): Block | null {
  const lines = linesOf(shape)
  if (lines.length === 0) return null
  if (shape.type !== 'note') return { lines, isItem: false }
  return { lines: lines.map((line, index) => (line === '' ? '' : `${index === 0 ? '- ' : '  '}${line}`)), isItem: true }
}

function headingOf({ frame, depth }: Section, title: string): readonly string[] {
  const name = markdownLine(frame ? frame.name : title)
  // A frame without a name still ends what stands before it.
  if (name === '') return frame ? ['---'] : []
  return [`${'#'.repeat(Math.min(MAX_HEADING, depth + 1))} ${name}`]
}

/** The Markdown of `shapes`; '' when there is not a word. */
export function exportMarkdown({
  title,
  shapes,
}: {
  readonly title: string
  readonly shapes: readonly Shape[]
}): string {
  const written: string[] = []
  let wasItem = false
  let hasWords = false
  for (const section of outlineOf(shapes)) {
    const blocks = section.shapes.map(blockOf).filter((block) => block !== null)
    const heading = headingOf(section, title)
    const isNamed = section.frame !== null && section.frame.name.trim() !== ''
    if (blocks.length === 0 && section.frame && !isNamed) continue
    hasWords ||= blocks.length > 0 || isNamed
    for (const block of [...(heading.length > 0 ? [{ lines: heading, isItem: false }] : []), ...blocks]) {
      if (written.length > 0 && !(block.isItem && wasItem)) written.push('')
      for (const line of block.lines) written.push(line)
      wasItem = block.isItem
    }
  }
  return hasWords ? `${written.join('\n')}\n` : ''
}
