/** Markdown as a board: headings, texts and code as texts below one another, tables as tables among them. */
import { fail, ok, type Result } from '../base/result.ts'
import type { ShapeContext } from '../shapes/kind.ts'
import { tableMeasurer } from '../shapes/measure-table.ts'
import { kindOf, makeShape, type Shape } from '../shapes/registry.ts'
import type { RichText } from '../shapes/rich-text.ts'
import { coloredCode } from './code-colors.ts'
import type { ImportFailure, ImportOptions, ImportResult } from './import-result.ts'
import { createImportSession, reportedWords } from './import-session.ts'
import { markdownLine, markdownText } from './markdown-text.ts'
import { tableShapes } from './table-shapes.ts'
import { isTableRule, markdownTableOf } from './text-table.ts'

/** A long book; what is longer is refused before it is read. */
const MAX_CHARACTERS = 2_000_000
const WIDTH = 640
const GAP = 20
const FONT_SIZE = 18
const CODE_SIZE = 16
const HEADING_SIZES = [36, 28, 22] as const
const HEADING_MARKS = /^#{1,6}(?= )/
const FENCE = /^ {0,3}(`{3,}|~{3,})/

type Block =
  | { readonly name: 'heading'; readonly level: number; readonly text: string }
  | { readonly name: 'text' | 'table'; readonly lines: readonly string[] }
  | { readonly name: 'code'; readonly language: string; readonly lines: readonly string[] }

/** The lines as blocks; one that is nothing else is text. */
function blocksOf(markdown: string): readonly Block[] {
  const blocks: Block[] = []
  const lines = markdown
    .replace(/^\ufeff/, '')
    .replace(/\r\n?/g, '\n')
    .split('\n')
  let text: string[] = []
  const flush = () => {
    if (text.some((line) => line.trim() !== '')) blocks.push({ name: 'text', lines: text })
    text = []
  }
  for (let at = frontMatterEnd(lines); at < lines.length; at++) {
    const line = lines[at]
    const fence = FENCE.exec(line)?.[1]
    const heading = headingOf(line)
    if (fence !== undefined) {
      flush()
      const from = at + 1
      at++
      while (at < lines.length && !lines[at].trim().startsWith(fence)) at++
      blocks.push({ name: 'code', language: languageOf(line), lines: lines.slice(from, at) })
    } else if (heading) {
      flush()
      blocks.push(heading)
    } else if (line.includes('|') && isTableRule(lines[at + 1] ?? '')) {
      flush()
      const from = at
      while (at + 1 < lines.length && lines[at + 1].includes('|')) at++
      blocks.push({ name: 'table', lines: lines.slice(from, at + 1) })
    } else text.push(line)
  }
  flush()
  return blocks
}

/** The first word behind a fence. */
const languageOf = (fence: string): string => /^ {0,3}[`~]{3,}\s{0,10}([\w+#-]{1,30})/.exec(fence)?.[1] ?? ''

/** A heading; the marks that may close it are none of its words. */
function headingOf(line: string): Block | null {
  const level = HEADING_MARKS.exec(line)?.[0].length
  if (level === undefined) return null
  const text = line.slice(level).trim()
  let end = text.length
  while (text[end - 1] === '#') end--
  const isClosed = end < text.length && (end === 0 || text[end - 1] === ' ')
  return { name: 'heading', level, text: isClosed ? text.slice(0, end).trimEnd() : text }
}

/** Settings of other programs at the head of a file are no words. */
function frontMatterEnd(lines: readonly string[]): number {
  if (lines[0] !== '---') return 0
  const end = lines.indexOf('---', 1)
  return end < 0 ? 0 : end + 1
}

const trimmed = (lines: readonly string[]): string => lines.join('\n').replace(/^\n+/, '').trimEnd()

interface Look {
  readonly fontSize: number
  readonly font: 'sans' | 'mono'
}

export function importMarkdown(input: unknown, options: ImportOptions): Result<ImportResult, ImportFailure> {
  if (typeof input !== 'string') return fail('wrong-file-type', 'This is not Markdown.')
  if (input.length > MAX_CHARACTERS) return fail('too-large', 'The file is too large to import.')
  const blocks = blocksOf(input)
  if (blocks.length === 0) return fail('wrong-file-type', 'There are no words in this file.')
  const session = createImportSession(options)
  const context: ShapeContext = { measure: tableMeasurer, shape: () => undefined }
  let y = 0
  const put = (shape: Shape) => {
    if (session.isFull()) return session.skip(shape.type, 'too-many')
    const { h } = kindOf(shape).placement(shape, context)
    session.add({ ...shape, placement: { ...shape.placement, y, h } } as Shape)
    y += h + GAP
  }
  const putText = (text: RichText, { fontSize, font }: Look) => {
    const placement = { x: 0, y: 0, w: WIDTH, h: fontSize, rotation: 0 }
    const fields = { placement, fontSize, font, align: 'start', autoWidth: font === 'mono' } as const
    put(makeShape('text', options.newId(), { ...fields, text: reportedWords(text, 'text', session) }))
  }
  for (const block of blocks) {
    const table = block.name === 'table' ? markdownTableOf(block.lines.join('\n')) : null
    if (block.name === 'heading') {
      const fontSize = HEADING_SIZES[Math.min(block.level, HEADING_SIZES.length) - 1]
      const text = markdownLine(block.text).map((run) => ({
        ...run,
        attributes: { ...run.attributes, bold: true } as const,
      }))
      putText(text, { fontSize, font: 'sans' })
    } else if (table) {
      const { shapes, left } = tableShapes(table, options)
      for (const shape of shapes) put(shape)
      if (left > 0) session.skip('cell', 'too-many', left)
    } else if (block.name === 'code') {
      const code = block.lines.join('\n')
      putText(code.trim() === '' ? [] : coloredCode(code, block.language), { fontSize: CODE_SIZE, font: 'mono' })
    } else putText(markdownText(trimmed(block.lines)), { fontSize: FONT_SIZE, font: 'sans' })
  }
  return ok(session.result())
}
