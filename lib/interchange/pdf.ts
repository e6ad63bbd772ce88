/**
 * A PDF as a board: each page a locked picture in a frame, to write on. The library that reads it (pdf.js) and the canvas
 * that it draws on come from outside, as a page and a server have different ones.
 */
import { cleanText, cutText } from '../base/clean-text.ts'
import { type Failure, fail, ok, type Result } from '../base/result.ts'
import { MAX_PICTURE_WORDS } from '../shapes/image.ts'
import { makeShape } from '../shapes/registry.ts'
import type { ImportedAsset, ImportOptions, ImportResult } from './import-result.ts'
import { createImportSession } from './import-session.ts'

export const MAX_PDF_PAGES = 200
/** Points are 1/72 of an inch, CSS pixels 1/96. */
const PX_PER_POINT = 96 / 72
/** The longer side of a page's picture: an A4 page is crisp at 250 % on a screen of two device pixels a CSS pixel. */
const PICTURE_SIDE = 2_800
/** Posters and plans are as large as a board can be looked at. */
const MAX_PAGE_SIDE = 6_000
const MIN_PAGE_SIDE = 8
/** Rows as long as make the whole about as wide as a screen. */
const MAX_COLUMNS = 10
const columnsFor = (count: number): number => Math.min(MAX_COLUMNS, Math.ceil(1.5 * Math.sqrt(count)))
const GAP = 64

interface Viewport {
  readonly width: number
  readonly height: number
}
/** What is used of pdf.js's document and pages. */
interface PdfSource<Page extends PdfSourcePage> {
  readonly numPages: number
  getPage(number: number): Promise<Page>
}
export interface PdfSourcePage {
  getViewport(options: { readonly scale: number }): Viewport
  /** Pieces of text in the order of the file; others are marks of structure. */
  getTextContent(): Promise<{ readonly items: readonly object[] }>
  cleanup(): unknown
}
/** Draws a page so many times as large as its points, and gives the picture. */
export type DrawPdfPage<Page extends PdfSourcePage> = (page: Page, scale: number) => Promise<ImportedAsset>

export interface PdfPage {
  /** In CSS pixels, at its own size. */
  readonly width: number
  readonly height: number
  /** Null when it cannot be drawn. */
  readonly picture: ImportedAsset | null
  /** What is written on it, line by line. */
  readonly words: string
}

export interface PdfProgress {
  /** Told after each page. */
  onPage?(done: number, total: number): void
  /** Asked before each page: false ends it with those that are drawn. */
  goesOn?(): boolean
}

/** Why pdf.js could not open a file, as a sentence for whoever brought it. */
export const notOpened = (cause: unknown): Result<never, Failure<'wrong-file-type'>> => {
  const isLocked = cause instanceof Error && cause.name === 'PasswordException'
  return fail('wrong-file-type', isLocked ? 'This PDF is locked by a password.' : 'This is no PDF, or it is damaged.')
}

const isPage = ({ width, height }: Viewport): boolean => width > 0 && height > 0 && Number.isFinite(width * height)

/** Draws one page after the other, up to `MAX_PDF_PAGES`. */
export async function drawPdf<Page extends PdfSourcePage>(
  source: PdfSource<Page>,
  draw: DrawPdfPage<Page>,
  { onPage, goesOn = () => true }: PdfProgress = {},
): Promise<readonly PdfPage[]> {
  const total = Math.min(source.numPages, MAX_PDF_PAGES)
  const pages: PdfPage[] = []
  for (let number = 1; number <= total && goesOn(); number++) {
    pages.push(await drawOne(source.getPage(number), draw))
    onPage?.(number, total)
  }
  return pages
}

async function drawOne<Page extends PdfSourcePage>(opening: Promise<Page>, draw: DrawPdfPage<Page>): Promise<PdfPage> {
  // A4, for a page that tells nothing.
  let size: Viewport = { width: 595, height: 842 }
  try {
    const page = await opening
    const told = page.getViewport({ scale: 1 })
    if (isPage(told)) size = told
    const picture = await draw(page, PICTURE_SIDE / Math.max(size.width, size.height))
    // A page whose words cannot be read is a picture all the same.
    const words = await page.getTextContent().then(
      ({ items }) => wordsOf(items),
      () => '',
    )
    page.cleanup()
    return { ...boardSize(size), picture, words }
  } catch {
    // One page that is damaged does not take the others along.
    return { ...boardSize(size), picture: null, words: '' }
  }
}

/** Lines as the file ends them; blanks in a row are one. */
function wordsOf(items: readonly object[]): string {
  let text = ''
  for (const item of items) {
    const { str, hasEOL } = item as { readonly str?: unknown; readonly hasEOL?: unknown }
    if (typeof str === 'string') text += str
    if (hasEOL === true) text += '\n'
    if (text.length > 2 * MAX_PICTURE_WORDS) break
  }
  const lines = cleanText(text)
    .split('\n')
    .map((line) => line.replace(/[^\S\n]+/g, ' ').trim())
  return cutText(lines.filter((line) => line !== '').join('\n'), MAX_PICTURE_WORDS)
}

function boardSize({ width, height }: Viewport): Viewport {
  const factor = Math.min(PX_PER_POINT, MAX_PAGE_SIDE / Math.max(width, height))
  return { width: Math.max(MIN_PAGE_SIDE, width * factor), height: Math.max(MIN_PAGE_SIDE, height * factor) }
}

const pagesFrom = (first: number, last: number): string => (first === last ? `page ${first}` : `pages ${first}–${last}`)

/** `count`: how many pages the file has; `title`: what the frames are named after. */
export function pdfBoard(
  pages: readonly PdfPage[],
  { count, title }: { readonly count: number; readonly title: string },
  options: ImportOptions,
): Result<ImportResult, Failure<'wrong-file-type'>> {
  if (pages.length === 0) return fail('wrong-file-type', 'This PDF has no pages.')
  const session = createImportSession(options)
  let added = 0
  const columns = columnsFor(pages.length)
  let y = 0
  for (let first = 0; first < pages.length; first += columns) {
    const row = pages.slice(first, first + columns)
    let x = 0
    for (const [i, page] of row.entries()) {
      const number = first + i + 1
      const placement = { x, y, w: page.width, h: page.height, rotation: 0 }
      const frame = session.idOf(`page ${number}`)
      // The number first: from afar there is room for little more.
      const name = title === '' ? String(number) : `${number} – ${title}`
      session.add(makeShape('frame', frame, { placement, name, fill: '#ffffff' }))
      if (page.picture) {
        added++
        const asset = session.keepAsset(`page ${number}`, page.picture)
        session.add(
          makeShape('image', session.idOf(`picture ${number}`), {
            placement,
            parent: frame,
            asset,
            mimeType: page.picture.mimeType,
            naturalWidth: page.width,
            naturalHeight: page.height,
            alt: name,
            words: page.words,
            locked: true,
          }),
        )
      } else session.skip(`page ${number}`, 'unreadable')
      x += page.width + GAP
    }
    y += Math.max(...row.map(({ height }) => height)) + GAP
  }
  const wanted = Math.min(count, MAX_PDF_PAGES)
  if (wanted > pages.length) session.skip(pagesFrom(pages.length + 1, wanted), 'no-time', wanted - pages.length)
  if (count > wanted) session.skip(pagesFrom(wanted + 1, count), 'too-many', count - wanted)
  return ok({ ...session.result(), added, ...(title === '' ? {} : { title }) })
}
