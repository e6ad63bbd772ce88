/**
 * HTML of a clipboard as formatted text: bold, italics, strikes, code, links and lists stay, cells become columns with tabs
 * between them, white space is kept where the page kept it. Total: anything gives a text, perhaps an empty one.
 */
import type { RichText, TextMarks, TextRun } from '../shapes/rich-text.ts'
import { keepsSpace, marksOf, styleOf } from './html-marks.ts'
import { type MarkupToken, markupTokens, unescapeMarkup } from './markup.ts'

/** Longer HTML is not read; its plain words are. */
export const MAX_HTML_LENGTH = 8_000_000
/** Tags that are further in do not count: each one that ends looks through those that are open. */
const MAX_LEVELS = 200

const VOID = /^(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr)$/
const BLOCK =
  /^(?:address|article|aside|blockquote|body|center|dd|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]|header|hr|html|li|main|nav|ol|p|pre|section|table|tbody|tfoot|thead|tr|ul)$/
const UNSEEN = /^(?:head|script|style|template|title|noscript|svg|math|object|iframe|select|textarea)$/
/** A tag of the first kind ends open ones of the second when it opens: their ends may be left out. */
const IMPLIED: readonly (readonly [RegExp, RegExp, RegExp])[] = [
  [/^li$/, /^li$/, /^(?:ul|ol)$/],
  [/^t[dh]$/, /^t[dh]$/, /^(?:tr|table)$/],
  [/^tr$/, /^(?:tr|td|th)$/, /^(?:table|tbody|thead|tfoot)$/],
  [/^(?:p|div|ul|ol|table|pre|h[1-6]|blockquote)$/, /^p$/, /^(?:li|td|th|div|blockquote|body)$/],
]

interface Level {
  readonly tag: string
  readonly marks: TextMarks
  readonly isPre: boolean
  readonly isHidden: boolean
  readonly isItemMark: boolean
  readonly isInCell: boolean
  readonly list: TextMarks['list']
}
const outermost: Level = {
  ...{ tag: '', marks: {}, list: undefined },
  ...{ isPre: false, isHidden: false, isItemMark: false, isInCell: false },
}

/** Names in small letters, values without entities. */
const plainAttributes = (attributes: ReadonlyMap<string, string>): ReadonlyMap<string, string> =>
  new Map([...attributes].map(([name, value]) => [name.toLowerCase(), unescapeMarkup(value)]))

/** Lines as they come; a line that is only begun does not count until something stands in it. */
class Writer {
  readonly #runs: TextRun[] = []
  #line: TextRun[] = []
  #list: TextMarks['list']
  #hasLine = false
  #endsInSpace = true

  say(text: string, marks: TextMarks): void {
    if (text === '') return
    this.#line.push(Object.keys(marks).length > 0 ? { insert: text, attributes: marks } : { insert: text })
    this.#hasLine = true
    this.#endsInSpace = false
  }
  /** Words between which white space is one blank. */
  flow(text: string, marks: TextMarks): void {
    const plain = text.replace(/[ \t\n\r\f]+/g, ' ')
    const shown = this.#endsInSpace ? plain.replace(/^ /, '') : plain
    if (shown === '') return
    this.say(shown.replaceAll('\u00a0', ' '), marks)
    this.#endsInSpace = shown.endsWith(' ')
  }
  tab(count: number): void {
    if (count === 0) return
    this.#trimEnd()
    this.#line.push({ insert: '\t'.repeat(count) })
    this.#hasLine = true
    this.#endsInSpace = true
  }
  /** The line that now begins belongs to a list. */
  item(list: TextMarks['list']): void {
    this.#list = list
    this.#hasLine = true
  }
  break(): void {
    this.#hasLine = true
    this.end()
  }
  /** Ends the line, when there is one. */
  end(): void {
    if (!this.#hasLine) return
    this.#trimEnd()
    for (const run of this.#line) this.#runs.push(run)
    this.#runs.push(this.#list ? { insert: '\n', attributes: { list: this.#list } } : { insert: '\n' })
    this.#line = []
    this.#list = undefined
    this.#hasLine = false
    this.#endsInSpace = true
  }
  text(): RichText {
    this.end()
    return merged(withoutEnd(this.#runs))
  }
  #trimEnd(): void {
    const last = this.#line.at(-1)
    // A blank before the end of a line is not seen; only `flow` leaves one.
    if (!last || !this.#endsInSpace || !last.insert.endsWith(' ')) return
    this.#line.pop()
    const insert = last.insert.slice(0, -1)
    if (insert !== '') this.#line.push({ ...last, insert })
  }
}

/** Empty lines at the end go, and the newline of the last one, unless it carries the format of a list. */
function withoutEnd(runs: readonly TextRun[]): TextRun[] {
  const kept = [...runs]
  while (kept.at(-1)?.insert === '\n' && kept.at(-1)?.attributes === undefined) kept.pop()
  return kept
}
const isAlike = (one: TextMarks | undefined, other: TextMarks | undefined): boolean =>
  one === other || JSON.stringify(one) === JSON.stringify(other)
function merged(runs: readonly TextRun[]): RichText {
  const all: TextRun[] = []
  for (const run of runs) {
    const last = all.at(-1)
    if (last && isAlike(last.attributes, run.attributes))
      all[all.length - 1] = { ...last, insert: last.insert + run.insert }
    else all.push(run)
  }
  return all
}

class Reader {
  readonly #out = new Writer()
  readonly #open: Level[] = [outermost]
  /** Columns that the last cell of the row has filled. */
  #tabs = 0
  #isAfterPre = false

  read(token: MarkupToken): void {
    if (token.name === 'aside') return
    if (token.name === 'words') this.#words(unescapeMarkup(token.text))
    else if (token.name === 'close') this.#close(token.tag.toLowerCase())
    else this.#start(token.tag.toLowerCase(), plainAttributes(token.attributes))
  }
  text(): RichText {
    return this.#out.text()
  }
  get #top(): Level {
    return this.#open[this.#open.length - 1]
  }
  #words(text: string): void {
    const { isHidden, isPre, marks, tag, isInCell } = this.#top
    // The mark of an item, written out by Word: what kind of list it is, and no words.
    if (this.#top.isItemMark && /[\da-z]{1,8}[.)]/i.test(text)) this.#out.item('ordered')
    if (isHidden || /^(?:table|tbody|thead|tfoot|tr|ul|ol)$/.test(tag)) return
    if (!isPre) {
      this.#out.flow(text, marks)
      return
    }
    const lines = text.replace(/\r\n?/g, '\n').replaceAll('\u00a0', ' ')
    const shown = this.#isAfterPre ? lines.replace(/^\n/, '') : lines
    this.#isAfterPre = false
    shown.split('\n').forEach((line, i) => {
      if (i > 0) isInCell ? this.#out.flow(' ', marks) : this.#out.break()
      this.#out.say(line, marks)
    })
  }
  #start(tag: string, attributes: ReadonlyMap<string, string>): void {
    const above = this.#top
    if (this.#open.length > MAX_LEVELS || (above.isHidden && VOID.test(tag))) return
    if (VOID.test(tag)) {
      this.#startVoid(tag, attributes, above)
      return
    }
    for (const [opening, ended, limit] of IMPLIED) if (opening.test(tag)) this.#endImplied(ended, limit)
    this.#enter(tag, attributes)
  }
  #startVoid(tag: string, attributes: ReadonlyMap<string, string>, { isInCell, marks }: Level): void {
    if (tag === 'br' && isInCell) this.#out.flow(' ', marks)
    else if (tag === 'br') this.#out.break()
    else if (tag === 'hr') this.#out.end()
    else if (attributes.get('type') === 'checkbox') this.#out.flow(attributes.has('checked') ? '☑ ' : '☐ ', marks)
  }
  #enter(tag: string, attributes: ReadonlyMap<string, string>): void {
    const above = this.#top
    const style = styleOf(attributes)
    const isItemMark = above.isItemMark || style.get('mso-list') === 'ignore'
    const isHidden = above.isHidden || isItemMark || UNSEEN.test(tag) || style.get('display') === 'none'
    const isCell = tag === 'td' || tag === 'th'
    if (!isHidden) this.#layOut(tag, attributes, above)
    if (!isHidden && BLOCK.test(tag) && style.has('mso-list')) this.#out.item('bullet')
    const isPre = keepsSpace(tag, style, above.isPre)
    this.#open.push({
      tag,
      isHidden,
      isItemMark,
      marks: marksOf({ tag, attributes, style, isPre }, above.marks),
      isPre,
      isInCell: tag === 'table' ? false : isCell || above.isInCell,
      list: tag === 'ul' ? 'bullet' : tag === 'ol' ? 'ordered' : above.list,
    })
    this.#isAfterPre = tag === 'pre'
  }
  #layOut(tag: string, attributes: ReadonlyMap<string, string>, above: Level): void {
    if (tag === 'td' || tag === 'th') {
      this.#out.tab(this.#tabs)
      this.#tabs = Math.max(1, Math.min(50, Number(attributes.get('colspan') ?? 1) || 1))
      return
    }
    if (!BLOCK.test(tag) || above.isInCell) return
    // The paragraph of a list's item stands beside its mark.
    if (tag !== 'p' || above.tag !== 'li') this.#out.end()
    if (tag === 'li') this.#out.item(above.list ?? 'bullet')
    if (tag === 'tr') this.#tabs = 0
  }
  #endImplied(ended: RegExp, limit: RegExp): void {
    const index = this.#open.findLastIndex(({ tag }) => ended.test(tag) || limit.test(tag))
    if (index > 0 && ended.test(this.#open[index].tag)) this.#closeFrom(index)
  }
  #close(tag: string): void {
    const index = this.#open.findLastIndex((level) => level.tag === tag)
    if (index > 0) this.#closeFrom(index)
  }
  #closeFrom(index: number): void {
    const closed = this.#open.splice(index)
    if (this.#top.isInCell) return
    if (closed.some(({ tag, isHidden }) => BLOCK.test(tag) && !isHidden)) this.#out.end()
  }
}

/** What a browser marks as copied; all of it elsewhere. */
export function copiedPart(html: string): string {
  const start = html.indexOf('<!--StartFragment-->')
  const end = html.lastIndexOf('<!--EndFragment-->')
  return start >= 0 && end > start ? html.slice(start, end) : html
}

/** The words of `html` with their formats; [] when it is too long or has none. */
export function htmlText(html: string): RichText {
  if (html.length > MAX_HTML_LENGTH) return []
  return tokensText(markupTokens(copiedPart(html)))
}

/** The words of a part of a page. */
export function tokensText(tokens: Iterable<MarkupToken>): RichText {
  const reader = new Reader()
  for (const token of tokens) reader.read(token)
  return reader.text()
}
