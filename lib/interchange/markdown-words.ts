/** Formatted text as lines of Markdown: marks, links, lists and code stay; signs that would mean something are escaped. */
import type { RichText, TextMarks, TextRun } from '../shapes/rich-text.ts'

interface Line {
  readonly runs: readonly TextRun[]
  readonly list: TextMarks['list']
}

function linesOf(text: RichText): readonly Line[] {
  const lines: Line[] = []
  let runs: TextRun[] = []
  for (const { insert, attributes } of text) {
    for (const [index, part] of insert.split('\n').entries()) {
      if (index > 0) {
        lines.push({ runs, list: attributes?.list })
        runs = []
      }
      if (part !== '') runs.push(attributes ? { insert: part, attributes } : { insert: part })
    }
  }
  return runs.length > 0 ? [...lines, { runs, list: undefined }] : lines
}

const WEB = /^(?:https?:\/\/|mailto:)/i
const BARE = /(https?:\/\/[^\s<>()[\]]+[^\s<>()[\].,;:!?'"*_~])/gi

const escapeSigns = (text: string): string => text.replace(/[\\`*_[\]<~]/g, '\\$&').replace(/&(?=#?\w{1,32};)/g, '\\&')

/** Addresses that are written out stay as they are: readers of Markdown make links of them. */
const escaped = (text: string): string =>
  text
    .split(BARE)
    .map((part, index) => (index % 2 === 1 ? part : escapeSigns(part)))
    .join('')

/** What would make a heading, a list, a quote or a rule of a line. */
const escapeStart = (line: string): string => line.replace(/^[#>+=|-]/, '\\$&').replace(/^(\d{1,9})([.)])/, '$1\\$2')

/** An address as it may stand between brackets; '' when it is none of the web. */
export const markdownAddress = (link: string): string =>
  WEB.test(link)
    ? link.replace(/[\s()<>\\]/g, (sign) => `%${sign.charCodeAt(0).toString(16).padStart(2, '0').toUpperCase()}`)
    : ''

function codeSpan(text: string): string {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((ticks) => ticks.length))
  const fence = '`'.repeat(longest + 1)
  return longest === 0 ? `\`${text}\`` : `${fence} ${text} ${fence}`
}

const MARKS = ['bold', 'italic', 'strike', 'link', 'code'] as const
type Mark = (typeof MARKS)[number]
const SIGNS = { bold: '**', italic: '*', strike: '~~' } as const

function wrapped(mark: Mark, value: string | true, inner: string): string {
  if (mark === 'code') return codeSpan(inner)
  if (mark === 'link') return markdownAddress(String(value)) ? `[${inner}](${markdownAddress(String(value))})` : inner
  // A sign beside a blank would be no sign.
  const words = inner.trim()
  const at = inner.length - inner.trimStart().length
  const [before, after] = [inner.slice(0, at), inner.slice(at + words.length)]
  return words === '' ? inner : `${before}${SIGNS[mark]}${words}${SIGNS[mark]}${after}`
}

/** Runs that share a mark are wrapped together, the outer marks first. */
function inline(runs: readonly TextRun[], depth = 0): string {
  const mark = MARKS[depth]
  if (mark === undefined) {
    const text = runs.map(({ insert }) => insert).join('')
    return runs[0]?.attributes?.code ? text : escaped(text)
  }
  const parts: { readonly value: string | true | undefined; readonly runs: TextRun[] }[] = []
  for (const run of runs) {
    const value = run.attributes?.[mark]
    const last = parts.at(-1)
    if (last && last.value === value) last.runs.push(run)
    else parts.push({ value, runs: [run] })
  }
  return parts
    .map(({ value, runs: inside }) => {
      const inner = inline(inside, depth + 1)
      return value === undefined ? inner : wrapped(mark, value, inner)
    })
    .join('')
}

const isCode = ({ runs, list }: Line): boolean =>
  !list && runs.length > 0 && runs.every(({ attributes }) => attributes?.code === true)
const isBlank = ({ runs }: Line): boolean => runs.every(({ insert }) => insert.trim() === '')

/** Where the code that begins at `from` ends: two lines of it make a block, blank ones between them belong to it. */
function codeEnd(lines: readonly Line[], from: number): number {
  let end = from
  for (let at = from; at < lines.length && (isCode(lines[at]) || isBlank(lines[at])); at++)
    if (isCode(lines[at])) end = at + 1
  return end - from >= 2 ? end : from
}

function codeBlock(lines: readonly Line[]): readonly string[] {
  const code = lines.map(({ runs }) => runs.map(({ insert }) => insert).join(''))
  const longest = code.reduce((most, line) => Math.max(most, /^ {0,3}(`{3,})/.exec(line)?.[1].length ?? 0), 2)
  const fence = '`'.repeat(longest + 1)
  return [fence, ...code, fence]
}

/** The lines of a text; a line end inside a paragraph is a hard one. */
export function markdownLines(text: RichText): readonly string[] {
  const lines = linesOf(text)
  const written: string[] = []
  let number = 0
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]
    const end = isCode(line) ? codeEnd(lines, at) : at
    if (end > at) {
      written.push(...codeBlock(lines.slice(at, end)))
      at = end - 1
      continue
    }
    const words = inline(line.runs).trim()
    number = line.list === 'ordered' ? number + 1 : 0
    if (line.list) {
      written.push(line.list === 'ordered' ? `${number}. ${words}` : `- ${words}`)
      // What follows a list would be read as a part of its last item.
      if (lines[at + 1] && !lines[at + 1].list && !isBlank(lines[at + 1])) written.push('')
      continue
    }
    const next = lines[at + 1]
    const isHard = words !== '' && next && !next.list && !isBlank(next) && !isCode(next)
    written.push(escapeStart(words) + (isHard ? '  ' : ''))
  }
  while (written.at(-1) === '') written.pop()
  return written
}

/** Plain words on one line. */
export const markdownLine = (words: string): string => escapeStart(escaped(words.replace(/\s+/g, ' ').trim()))
