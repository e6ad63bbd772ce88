/**
 * The clipboard as one table: what lies in it, and what becomes of it where it goes. Every way in follows it: the keys, the
 * menus, a drop from another window, a paste into a text that is edited, a paste as plain words.
 */
import { htmlText } from '../../interchange/html-text.ts'
import { markupTokens } from '../../interchange/markup.ts'
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
  | 'svg-code'
  | 'formatted-words'
  | 'words'
  | 'nothing'
/** `plain`: Ctrl+Shift+V and "Paste as plain text", wherever to. */
export type Destination = 'board' | 'text' | 'plain-on-board' | 'plain-in-text'
/**
 * `words-of-shapes`: what is written in the shapes, never their data. `address-or-words`: an address becomes the link of
 * the one selected shape. `files`: pictures and boards are put on the board.
 */
export type Outcome =
  | 'shapes'
  | 'import'
  | 'words-of-shapes'
  | 'files'
  | 'picture-or-words'
  | 'formatted-words'
  | 'address-or-words'
  | 'words'
  | 'nothing'

export const clipboardTable: Readonly<Record<Lying, Readonly<Record<Destination, Outcome>>>> = {
  'own-shapes': {
    board: 'shapes',
    text: 'words-of-shapes',
    'plain-on-board': 'words-of-shapes',
    'plain-in-text': 'words-of-shapes',
  },
  'foreign-shapes': {
    board: 'import',
    text: 'words-of-shapes',
    'plain-on-board': 'words-of-shapes',
    'plain-in-text': 'words-of-shapes',
  },
  'diagram-code': { board: 'import', text: 'words', 'plain-on-board': 'words', 'plain-in-text': 'words' },
  files: { board: 'files', text: 'files', 'plain-on-board': 'files', 'plain-in-text': 'files' },
  'svg-code': { board: 'picture-or-words', text: 'words', 'plain-on-board': 'words', 'plain-in-text': 'words' },
  'formatted-words': {
    board: 'formatted-words',
    text: 'formatted-words',
    'plain-on-board': 'words',
    'plain-in-text': 'words',
  },
  words: { board: 'address-or-words', text: 'words', 'plain-on-board': 'words', 'plain-in-text': 'words' },
  nothing: { board: 'nothing', text: 'nothing', 'plain-on-board': 'nothing', 'plain-in-text': 'nothing' },
}

export interface Found {
  readonly lying: Lying
  /** The words; those of the HTML when nothing else brought any. */
  readonly words: string
  readonly rich: RichText
  /** The code of the shapes or of the SVG. */
  readonly code: string
}

const OWN_JSON = /^\s*\{[\s\S]{0,20}"type"\s*:\s*"inkroom\/clipboard"/
const ADDRESS = /^https?:\/\/\S+$/i

/** Looks at everything that came along before it decides. */
export function lookInto(carried: Carried): Found {
  const { files, json, text, html } = carried
  const rich = htmlText(html)
  const words = text.trim() === '' ? plainText(rich) : text
  const found = (lying: Lying, code = ''): Found => ({ lying, words, rich, code })
  if (json !== '' || html.includes('data-inkroom=') || OWN_JSON.test(text)) return found('own-shapes')
  const foreign = foreignCode(carried)
  if (foreign !== null) return found('foreign-shapes', foreign)
  if (files.length > 0 && isBesidesFiles(carried, rich)) return found('files')
  if (diagramFormatOf(text) !== null) return found('diagram-code', text)
  const svg = svgCodeIn(text)
  if (svg !== null) return found('svg-code', svg)
  if (words.trim() === '') return found('nothing')
  const isFormatted = rich.some((run) => run.attributes !== undefined)
  return found(isFormatted && !ADDRESS.test(text.trim()) ? 'formatted-words' : 'words')
}

function carriesTldraw(html: string): boolean {
  if (!html.includes('data-tldraw')) return false
  for (const token of markupTokens(html)) if (token.name === 'open' && token.attributes.has('data-tldraw')) return true
  return false
}

/** Shapes of another program; words that only speak of its format are words. */
function foreignCode({ text, html }: Carried): string | null {
  if (carriesTldraw(html)) return html
  if (!/^\s*\{/.test(text) || boardFormatOf(text) === null) return null
  try {
    JSON.parse(text)
    return text
  } catch {
    // Cut off, or only like it.
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
    .filter((line) => line !== '')
  const isOnlyPicture = plainText(rich).trim() === ''
  if (said.length === 0 || (/<img\b/i.test(html) && isOnlyPicture)) return isOnlyPicture
  return said.every((line) => isAbout(line, files))
}
const LOCATION = /^(?:file:\/\/|[a-z]:[\\/]|\\\\|~?\/)\S/i
const PICTURE_ADDRESS = /^(?:https?:\/\/|data:image\/|blob:)\S+$/i
function isAbout(line: string, files: readonly { readonly name: string }[]): boolean {
  if (line === 'copy' || line === 'cut' || line === 'x-special/nautilus-clipboard') return true
  if (PICTURE_ADDRESS.test(line) || (LOCATION.test(line) && /\.\w{1,12}$/.test(line))) return true
  const bare = line.replace(/^["']|["']$/g, '')
  return files.some(({ name }) => bare === name || bare === name.replace(/\.\w+$/, ''))
}
