/** tldraw's rich text (a ProseMirror document) or old plain text -> runs. */
import { MAX_TEXT_LENGTH, type RichText, richText, type TextMarks, type TextRun } from '../shapes/rich-text.ts'
import { type ImportSession, reportedWords } from './import-session.ts'
import { finite, isJson, type Json, json as jsonOf, list, words } from './reading.ts'

const MAX_DEPTH = 20
const MARKS: ReadonlySet<string> = new Set(['bold', 'italic', 'strike', 'code'])
type ListKind = NonNullable<TextMarks['list']>

/** The words of a shape of that type; what is cut off is in the report. */
export function textOf(props: Json, type: string, session: Pick<ImportSession, 'skip'>): RichText {
  if (!isJson(props.richText)) return reportedWords(richText(words(props.text)), type, session)
  const read: Read = { runs: [], isChanged: false }
  const { runs } = read
  const isWhole = list(props.richText.content)
    .map((block) => readBlock(jsonOf(block), read, undefined, 0))
    .every((isRead) => isRead)
  if (!isWhole) session.skip(type, 'text-cut')
  if (read.isChanged) session.skip(type, 'look-changed')
  return isWhole ? reportedWords(withoutLastBreak(runs), type, session) : withoutLastBreak(runs)
}

interface Read {
  readonly runs: TextRun[]
  /** Something does not look as it does there: headings, marked words, lists within lists or from another number on. */
  isChanged: boolean
}

/** False when something inside lies too deep. */
function readBlock(block: Json, read: Read, kind: ListKind | undefined, depth: number): boolean {
  const { runs } = read
  if (depth > MAX_DEPTH || runs.length > MAX_TEXT_LENGTH) return false
  const content = list(block.content).map(jsonOf)
  if (block.type === 'bulletList' || block.type === 'orderedList') {
    const inner = block.type === 'bulletList' ? 'bullet' : 'ordered'
    if (kind || finite(jsonOf(block.attrs).start, 1) !== 1) read.isChanged = true
    return content.map((item) => readBlock(item, read, inner, depth + 1)).every((isRead) => isRead)
  }
  const isInline = content.every(({ type }) => type === 'text' || type === 'hardBreak')
  if (!isInline) {
    return content.map((part) => readBlock(part, read, kind, depth + 1)).every((isRead) => isRead)
  }
  const isHeading = block.type === 'heading' && content.length > 0
  if (isHeading) read.isChanged = true
  for (const part of content) {
    const insert = part.type === 'hardBreak' ? '\n' : words(part.text)
    if (insert !== '') runs.push(withMarks(insert, { ...marksOf(part, read), ...(isHeading ? { bold: true } : {}) }))
  }
  runs.push(withMarks('\n', kind ? { list: kind } : {}))
  return true
}

function marksOf(part: Json, read: Read): TextMarks {
  const marks: Record<string, unknown> = {}
  for (const stored of list(part.marks)) {
    const mark = jsonOf(stored)
    const type = words(mark.type)
    if (MARKS.has(type)) marks[type] = true
    if (type === 'highlight') read.isChanged = true
    if (type === 'link') marks.link = words(jsonOf(mark.attrs).href)
  }
  return marks as TextMarks
}

const withMarks = (insert: string, attributes: TextMarks): TextRun =>
  Object.keys(attributes).length > 0 ? { insert, attributes } : { insert }

/** The break after the last line counts only when it makes that line part of a list. */
function withoutLastBreak(runs: TextRun[]): RichText {
  while (runs.length > 0 && runs[runs.length - 1].insert === '\n' && !runs[runs.length - 1].attributes) runs.pop()
  return runs
}
