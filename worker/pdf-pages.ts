/** A PDF as frames with pictures of its pages: pdf.js draws on the native canvas, inside of the worker's limits. */
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { createCanvas } from '@napi-rs/canvas'
import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { Clock } from '../lib/base/clock.ts'
import { type Failure, ok, type Result } from '../lib/base/result.ts'
import type { BoardFileRead } from '../lib/interchange/board-readers.ts'
import type { ImportOptions } from '../lib/interchange/import-result.ts'
import { type DrawPdfPage, drawPdf, notOpened, pdfBoard } from '../lib/interchange/pdf.ts'
import { PdfCanvasFactory, shareCanvas } from './pdf-canvas.ts'

const QUALITY = 90
/** Of the minute that a job has: what is drawn by then still has to be stored. Further pages are told. */
const DRAWING_MS = 35_000

/** Fails with a sentence when the file cannot be opened. */
export async function readPdf(
  data: Uint8Array,
  options: ImportOptions,
  clock: Pick<Clock, 'now'>,
): Promise<Result<BoardFileRead, Failure<'wrong-file-type'>>> {
  shareCanvas()
  // Read when it is asked for: it is larger than all the rest of this process.
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs')
  const folder = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'))
  const task = getDocument({
    data,
    cMapUrl: `${join(folder, 'cmaps')}/`,
    standardFontDataUrl: `${join(folder, 'standard_fonts')}/`,
    wasmUrl: `${join(folder, 'wasm')}/`,
    CanvasFactory: PdfCanvasFactory,
    isEvalSupported: false,
    useSystemFonts: false,
    disableFontFace: true,
    verbosity: 0,
  })
  try {
    const opened = await task.promise.then(ok<PDFDocumentProxy>, notOpened)
    if (!opened.ok) return opened
    const until = clock.now() + DRAWING_MS
    const pages = await drawPdf(opened.value, drawPage, { goesOn: () => clock.now() < until })
    const board = pdfBoard(pages, { count: opened.value.numPages, title: '' }, options)
    return board.ok ? ok({ ...board.value, extra: [] }) : board
  } finally {
    await task.destroy()
  }
}

type Page = Awaited<ReturnType<PDFDocumentProxy['getPage']>>
const drawPage: DrawPdfPage<Page> = async (page, scale) => {
  const viewport = page.getViewport({ scale })
  const canvas = createCanvas(Math.max(1, Math.round(viewport.width)), Math.max(1, Math.round(viewport.height)))
  await page.render({ canvas: canvas as unknown as HTMLCanvasElement, viewport, background: '#ffffff' }).promise
  return { mimeType: 'image/webp', bytes: new Uint8Array(await canvas.encode('webp', QUALITY)) }
}
