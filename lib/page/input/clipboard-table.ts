/**
 * The clipboard as one table: what lies in it, and what becomes of it where it goes. Every way in follows it: the keys, the
 * menus, a drop from another window, a paste into a text that is edited, a paste as plain words.
 */

import { htmlTable } from '../../interchange/html-table.ts'
import { htmlText, MAX_HTML_LENGTH } from '../../interchange/html-text.ts'
import { markupTokens, unescapeMarkup } from '../../interchange/markup.ts'
import type { ReadTable } from '../../interchange/table-shapes.ts'
import { markdownTableOf, tabbedTable } from '../../interchange/text-table.ts'
import { plainText, type RichText } from '../../shapes/rich-text.ts'
import { boardFormatOf, diagramFormatOf } from '../files/board-format.ts'
import { svgCodeIn } from '../files/svg-size.ts'

/** What a clipboard or a drag carries; an empty string where it has nothing of a type. */
export interface Carried {
  readonly files: readonly File[]
  /** Our own type, which a browser hands on only between its own pages. */
  readonly json: string
  readonly text: string
  readonly html: string
}

/** What it is; of two that fit, the first counts. */
export type Lying =
  | 'own-shapes'
  | 'foreign-shapes'
  | 'diagram-code'
  | 'files'
  | 'picture-code'
  | 'cells'
  | 'formatted-words'
  | 'words'
  | 'nothing'
/** `cells`: a cell of a table is marked and not open. `plain`: Ctrl+Shift+V and "Paste as plain text", wherever to. */
export type Destination = 'board' | 'cells' | 'text' | 'plain-on-board' | 'plain-in-text'
/**
 * `words-of-shapes`: what is written in the shapes, never their data. `address-or-words`: an address becomes the link of
 * the one selected shape. `into-cells`: the marked cell and those after it are filled. `files`: pictures and boards are put on the board.
 */
export type Outcome =
  | 'shapes'
  | 'import'
  | 'words-of-shapes'
  | 'files'
  | 'picture-or-words'
  | 'formatted-words'
  | 'address-or-words'
  | 'table'
  | 'into-cells'
  | 'words'
  | 'nothing'

export const clipboardTable: Readonly<Record<Lying, Readonly<Record<Destination, Outcome>>>> = {
  'own-shapes': {
    board: 'shapes',
    cells: 'shapes',
    text: 'words-of-shapes',
    'plain-on-board': 'words-of-shapes',
    'plain-in-text': 'words-of-shapes',
  },
  'foreign-shapes': {
    board: 'import',
    cells: 'import',
    text: 'words-of-shapes',
    'plain-on-board': 'words-of-shapes',
    'plain-in-text': 'words-of-shapes',
  },
  'diagram-code': {
    board: 'import',
    cells: 'into-cells',
    text: 'words',
    'plain-on-board': 'words',
    'plain-in-text': 'words',
  },
  files: { board: 'files', cells: 'files', text: 'files', 'plain-on-board': 'files', 'plain-in-text': 'files' },
  'picture-code': {
    board: 'picture-or-words',
    cells: 'into-cells',
    text: 'words',
    'plain-on-board': 'words',
    'plain-in-text': 'words',
  },
  cells: { board: 'table', cells: 'into-cells', text: 'words', 'plain-on-board': 'words', 'plain-in-text': 'words' },
  'formatted-words': {
    board: 'formatted-words',
    cells: 'into-cells',
    text: 'formatted-words',
    'plain-on-board': 'words',
    'plain-in-text': 'words',
  },
  words: {
    board: 'address-or-words',
    cells: 'into-cells',
    text: 'words',
    'plain-on-board': 'words',
    'plain-in-text': 'words',
  },
  nothing: {
    board: 'nothing',
    cells: 'nothing',
    text: 'nothing',
    'plain-on-board': 'nothing',
    'plain-in-text': 'nothing',
  },
}

export interface Found {
  readonly lying: Lying
  /** The words; those of the HTML when nothing else brought any. */
  readonly words: string
  readonly rich: RichText
  /** The code of the shapes or of the picture: SVG, or a data address. */
  readonly code: string
  readonly files: readonly File[]
  /** Rows of cells, when it is a table. */
  readonly table: ReadTable | null
}

const OWN_JSON = /^\s*\{[\s\S]{0,20}"type"\s*:\s*"inkroom\/clipboard"/
/** More than a page has of them. */
const MAX_PICTURES = 100
const ADDRESS = /^https?:\/\/\S+$/i

/** Looks at everything that came along before it decides. */
export function lookInto(carried: Carried): Found {
  const { json, text, html } = carried
  const isOwn = json !== '' || isMarked(html, 'data-inkroom') || OWN_JSON.test(text)
  // The data of many shapes are no words to look through.
  const rich = htmlText(isOwn ? besidesData(html) : html)
  const inPage = isOwn || isSeen(text) || isSeen(plainText(rich)) ? [] : picturesIn(html)
  const files = carried.files.length > 0 ? carried.files : inPage.flatMap((source) => pictureOf(source) ?? [])
  const addresses = inPage.filter((source) => ADDRESS.test(source)).join('\n')
  const words = isSeen(text) ? text : plainText(rich).trim() === '' ? addresses : plainText(rich)
  const found = (lying: Lying, code = '', table: ReadTable | null = null): Found => ({
    lying,
    words,
    rich,
    code,
    files,
    table,
  })
  if (isOwn) return found('own-shapes')
  const foreign = foreignCode(carried)
  if (foreign !== null) return found('foreign-shapes', foreign)
  if (files.length > 0 && isBesidesFiles({ ...carried, files }, rich)) return found('files')
  if (diagramFormatOf(text) !== null) return found('diagram-code', text)
  const code = svgCodeIn(text) ?? (pictureOf(text.trim()) ? text.trim() : null)
  if (code !== null) return found('picture-code', code)
  if (!isSeen(words)) return found('nothing')
  const table = tableIn(carried)
  if (table) return found('cells', '', table)
  const isFormatted = rich.some((run) => run.attributes !== undefined)
  return found(isFormatted && !ADDRESS.test(text.trim()) ? 'formatted-words' : 'words')
}

/** What follows the tag that holds the data of our own shapes. */
function besidesData(html: string): string {
  const mark = html.indexOf('data-inkroom=')
  return mark < 0 ? html : html.slice(html.indexOf('>', mark) + 1)
}

/** A table of a page or a spreadsheet, of Markdown, or words with tabs between them. */
function tableIn({ html, text }: Carried): ReadTable | null {
  const rows = htmlTable(html)
  return rows ? { rows, hasHead: false } : (markdownTableOf(text) ?? tabbedTable(text))
}

/** Has a tag of `html` the attribute that shapes are put in? Words may speak of it. */
function isMarked(html: string, attribute: string): boolean {
  if (!html.includes(attribute)) return false
  for (const token of markupTokens(html)) if (token.name === 'open' && token.attributes.has(attribute)) return true
  return false
}

/** Shapes of another program; words that only speak of its format are words. */
function foreignCode({ text, html }: Carried): string | null {
  if (isMarked(html, 'data-tldraw')) return html
  if (!/^\s*\{/.test(text) || boardFormatOf(text) === null) return null
  try {
    JSON.parse(text)
    return text
  } catch {
    // Cut off, or only like it.
    return null
  }
}

/** Blanks, and the marks that stand for a picture in plain words. */
const isSeen = (text: string): boolean => /[^\s\0\u200b\ufeff\ufffc]/.test(text)

/** The sources of the pictures of a page. */
function picturesIn(html: string): readonly string[] {
  if (html.length > MAX_HTML_LENGTH || !/<img\b/i.test(html)) return []
  const sources: string[] = []
  for (const token of markupTokens(html)) {
    if (token.name !== 'open' || token.tag.toLowerCase() !== 'img') continue
    const source = unescapeMarkup(token.attributes.get('src') ?? '').trim()
    if (source !== '') sources.push(source)
  }
  return sources.slice(0, MAX_PICTURES)
}

const PICTURE_DATA = /^data:(image\/[a-z.+-]{1,40});base64,[A-Za-z0-9+/]+={0,2}$/i
/** The picture that a data address holds. */
export function pictureOf(address: string): File | null {
  const type = address.startsWith('data:') ? PICTURE_DATA.exec(address)?.[1].toLowerCase() : undefined
  if (type === undefined) return null
  const binary = atobOrNull(address.slice(address.indexOf(',') + 1))
  if (binary === null) return null
  const ending = type.slice('image/'.length).replace(/\W.*/, '')
  return new File([Uint8Array.from(binary, (letter) => letter.charCodeAt(0))], `pasted.${ending}`, { type })
}
function atobOrNull(encoded: string): string | null {
  try {
    return atob(encoded)
  } catch {
    // Cut off in the middle of a letter.
    return null
  }
}

/**
 * Is all the text beside files only about them? File managers send names, paths and addresses along, browsers the tag or
 * the address of a picture. A spreadsheet sends a picture along with its words, and the words are what was meant.
 */
function isBesidesFiles({ files, text, html }: Carried, rich: RichText): boolean {
  const said = text
    .split(/[\r\n\0]+/)
    .map((line) => line.trim())
    .filter(isSeen)
  const isOnlyPicture = !isSeen(plainText(rich))
  if (said.length === 0 || (/<img\b/i.test(html) && isOnlyPicture)) return isOnlyPicture
  // A cell may hold nothing but the name or the address of something.
  if (/<t[dh]\b/i.test(html) && !isOnlyPicture) return false
  return said.every((line) => isAbout(line, files))
}
const LOCATION = /^(?:file:\/\/|[a-z]:[\\/]|\\\\|~?\/)\S/i
const WITH_ENDING = /\.\w{1,12}$/
/** Without an ending a path is told from words by its folders. */
const hasFolders = (path: string): boolean => !/\s/.test(path) && path.slice(1, -1).split(/[\\/]/).length > 2
const PICTURE_ADDRESS = /^(?:https?:\/\/|data:image\/|blob:|cid:)\S+$/i
const MARKDOWN_PICTURE = /^!\[[^\]]{0,1000}\]\([^()]{1,2000}\)$/
function isAbout(line: string, files: readonly { readonly name: string }[]): boolean {
  if (line === 'copy' || line === 'cut' || line === 'x-special/nautilus-clipboard') return true
  if (PICTURE_ADDRESS.test(line) || MARKDOWN_PICTURE.test(line)) return true
  const bare = line.replace(/^["'<]|["'>]$/g, '').trim()
  if (LOCATION.test(bare) && (WITH_ENDING.test(bare) || hasFolders(bare))) return true
  return files.some(({ name }) => bare === name || bare === name.replace(/\.\w+$/, ''))
}
