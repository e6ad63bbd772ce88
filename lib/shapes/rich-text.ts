/** Formatted text as plain runs: the delta of a `Y.Text`, repaired. Line formats sit on the newline that ends the line. */
import { cleanText, cutText } from '../base/clean-text.ts'
import type { Field } from '../base/fields.ts'

export const MAX_TEXT_LENGTH = 100_000

export interface TextMarks {
  readonly bold?: true
  readonly italic?: true
  readonly strike?: true
  readonly code?: true
  readonly link?: string
  /** Of these words alone, `#rrggbb` as seen in the light theme; a link has its own. */
  readonly color?: string
  /** On a newline run: the kind of list that the line belongs to. */
  readonly list?: 'bullet' | 'ordered'
}
export interface TextRun {
  readonly insert: string
  readonly attributes?: TextMarks
}
export type RichText = readonly TextRun[]

export const plainText = (text: RichText): string => text.map((run) => run.insert).join('')
export const richText = (plain: string): RichText => (plain === '' ? [] : [{ insert: plain }])

/** Line ends as one sign, and none at the end; indentation and blank lines stay. */
export function plainLines(text: string): string {
  const lines = text.replace(/\r\n?/g, '\n')
  let end = lines.length
  while (end > 0 && lines[end - 1] === '\n') end--
  return lines.slice(0, end)
}

/** At most `length` UTF-16 units of it, and no half of a letter. */
export function firstPart(text: RichText, length: number): RichText {
  const runs: TextRun[] = []
  let room = length
  for (const run of text) {
    if (room <= 0) break
    let insert = run.insert.slice(0, room)
    if (insert.length < run.insert.length) insert = insert.replace(/[\ud800-\udbff]$/, '')
    if (insert !== '') runs.push({ ...run, insert })
    room -= run.insert.length
  }
  return runs
}

/** Whole and opaque: words are there to be read. */
const WORD_COLOR = /^#[0-9a-f]{6}$/i

function repairMarks(stored: unknown): TextMarks | undefined {
  if (typeof stored !== 'object' || stored === null) return undefined
  const from = stored as Record<string, unknown>
  const marks: { -readonly [K in keyof TextMarks]: TextMarks[K] } = {}
  if (from.bold === true) marks.bold = true
  if (from.italic === true) marks.italic = true
  if (from.strike === true) marks.strike = true
  if (from.code === true) marks.code = true
  if (typeof from.link === 'string') marks.link = from.link.slice(0, 2048)
  if (typeof from.color === 'string' && WORD_COLOR.test(from.color)) marks.color = from.color.toLowerCase()
  if (from.list === 'bullet' || from.list === 'ordered') marks.list = from.list
  return Object.keys(marks).length > 0 ? marks : undefined
}

/** Reads the delta of a `Y.Text`; embeds and broken runs are left out. */
function repairRichText(stored: unknown): RichText {
  if (!Array.isArray(stored)) return []
  const runs: TextRun[] = []
  let room = MAX_TEXT_LENGTH
  for (const run of stored) {
    if (typeof run?.insert !== 'string' || run.insert === '' || room <= 0) continue
    const insert = cutText(run.insert, room)
    if (insert === '') continue
    room -= insert.length
    const attributes = repairMarks(run.attributes)
    runs.push(attributes ? { insert, attributes } : { insert })
  }
  return runs
}

/** The runs without control characters: for what is written, where no offsets point into it yet. */
export const cleanRuns = (text: RichText): RichText => {
  if (text.every(({ insert }) => cleanText(insert) === insert)) return text
  return text.map((run) => ({ ...run, insert: cleanText(run.insert) })).filter(({ insert }) => insert !== '')
}

export const richTextField: Field<RichText> = { storage: 'text', initial: [], repair: repairRichText }
