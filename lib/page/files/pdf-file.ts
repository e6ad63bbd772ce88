/** A PDF that is brought here: read by pdf.js in a thread of its own, its pages drawn one after the other. */
import {
  getDocument,
  type PDFDocumentProxy,
  type PDFPageProxy,
  PDFWorker,
  version,
} from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { Clock } from '../../base/clock.ts'
import { type Failure, ok, type Result } from '../../base/result.ts'
import type { ImportedAsset, ImportOptions } from '../../interchange/import-result.ts'
import { drawPdf, notOpened, pdfBoard } from '../../interchange/pdf.ts'
import { basePath } from '../server/base-path.ts'
import type { BoardFile } from './board-files.ts'

/** The thread's script, and what fonts and pictures of some files need: the build puts it beside its own scripts. */
const PARTS = `${basePath}/_next/static/pdf-${version}`
/** A file that takes longer to open is refused, a page that takes longer to read or to draw is left out. */
const STEP_MS = 30_000
const QUALITY = 0.9

interface PdfOptions extends ImportOptions {
  readonly clock: Pick<Clock, 'after'>
  /** Ends it, and nothing comes of it. */
  readonly signal: AbortSignal
  onPage(done: number, total: number): void
}

const titleOf = ({ name }: File): string => name.replace(/\.pdf$/i, '').trim()

/** Fails when the file cannot be opened, with a sentence that says why. */
export async function readPdfFile(
  file: File,
  options: PdfOptions,
): Promise<Result<BoardFile, Failure<'wrong-file-type'>>> {
  const thread = new Worker(`${PARTS}/pdf.worker.min.mjs`, { type: 'module' })
  const worker = PDFWorker.create({ port: thread })
  const within = inTime(options.clock, options.signal)
  try {
    const opened = await within(open(worker, new Uint8Array(await file.arrayBuffer()))).then(
      ok<PDFDocumentProxy>,
      notOpened,
    )
    if (!opened.ok) return opened
    const { numPages } = opened.value
    const source = { numPages, getPage: (number: number) => within(opened.value.getPage(number)) }
    const draw = (page: PDFPageProxy, scale: number) => drawPage(page, scale, within)
    const pages = await drawPdf(source, draw, { onPage: options.onPage, goesOn: () => !options.signal.aborted })
    const board = pdfBoard(pages, { count: numPages, title: titleOf(file) }, options)
    return board.ok ? ok({ ...board.value, title: '', background: '', comments: [] }) : board
  } finally {
    worker.destroy()
    thread.terminate()
  }
}

type InTime = <T>(step: Promise<T>) => Promise<T>

/** Rejects what takes longer than a step may, or is given up: a thread that hangs never answers. */
const inTime =
  ({ after }: Pick<Clock, 'after'>, signal: AbortSignal): InTime =>
  (step) =>
    new Promise((resolve, reject) => {
      const giveUp = () => reject(new Error('this was given up'))
      if (signal.aborted) giveUp()
      const cancel = after(STEP_MS, () => reject(new Error('this takes too long')))
      signal.addEventListener('abort', giveUp, { once: true })
      step.then(resolve, reject).finally(() => {
        cancel()
        signal.removeEventListener('abort', giveUp)
      })
    })

const open = (worker: PDFWorker, data: Uint8Array): Promise<PDFDocumentProxy> =>
  getDocument({
    data,
    worker,
    cMapUrl: `${PARTS}/cmaps/`,
    standardFontDataUrl: `${PARTS}/standard_fonts/`,
    wasmUrl: `${PARTS}/wasm/`,
    // The policy of our pages runs no such code; what decodes without it lies in the same folder.
    useWasm: false,
    isEvalSupported: false,
    verbosity: 0,
  }).promise

const encoded = (canvas: HTMLCanvasElement, type: string): Promise<Blob | null> =>
  new Promise((resolve) => canvas.toBlob(resolve, type, QUALITY))

/** Safari writes no WebP and gives a PNG, which says so itself: a page that is a photo is far smaller as a JPEG. */
async function smallestOf(canvas: HTMLCanvasElement): Promise<Blob | null> {
  const first = await encoded(canvas, 'image/webp')
  if (first?.type !== 'image/png') return first
  const jpeg = await encoded(canvas, 'image/jpeg')
  return jpeg && jpeg.size < first.size ? jpeg : first
}

async function drawPage(page: PDFPageProxy, scale: number, within: InTime): Promise<ImportedAsset> {
  const viewport = page.getViewport({ scale })
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(viewport.width))
  canvas.height = Math.max(1, Math.round(viewport.height))
  const task = page.render({ canvas, viewport, background: '#ffffff' })
  try {
    await within(task.promise).catch((cause) => {
      task.cancel()
      throw cause
    })
    const blob = await smallestOf(canvas)
    if (!blob) throw new Error('the page has no picture')
    return { mimeType: blob.type, bytes: new Uint8Array(await blob.arrayBuffer()) }
  } finally {
    // Frees its memory now.
    canvas.width = 0
  }
}
