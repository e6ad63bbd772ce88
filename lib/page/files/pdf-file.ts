/** A PDF that is brought here: read by pdf.js in a thread of its own, its pages drawn one after the other. */
import {
  getDocument,
  type PDFDocumentProxy,
  type PDFPageProxy,
  PDFWorker,
  version,
} from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { Clock } from '../../base/clock.ts'
import { type Failure, fail, ok, type Result } from '../../base/result.ts'
import type { ImportedAsset, ImportOptions } from '../../interchange/import-result.ts'
import { drawPdf, pdfBoard } from '../../interchange/pdf.ts'
import { basePath } from '../server/base-path.ts'
import type { BoardFile } from './board-files.ts'

/** The thread's script, and what fonts and pictures of some files need: the build puts it beside its own scripts. */
const PARTS = `${basePath}/_next/static/pdf-${version}`
/** A page that takes longer is left out. */
const PAGE_MS = 30_000
const QUALITY = 0.9

interface PdfOptions extends ImportOptions {
  readonly clock: Pick<Clock, 'after'>
  onPage(done: number, total: number): void
}

const titleOf = ({ name }: File): string => name.replace(/\.pdf$/i, '').trim()

async function drawPage(page: PDFPageProxy, scale: number, clock: Pick<Clock, 'after'>): Promise<ImportedAsset> {
  const viewport = page.getViewport({ scale })
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(viewport.width))
  canvas.height = Math.max(1, Math.round(viewport.height))
  const task = page.render({ canvas, viewport, background: '#ffffff' })
  const stop = clock.after(PAGE_MS, () => task.cancel())
  try {
    await task.promise
  } finally {
    stop()
  }
  // Safari writes no WebP and gives a PNG, which says so itself.
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/webp', QUALITY))
  canvas.width = 0
  if (!blob) throw new Error('the page has no picture')
  return { mimeType: blob.type, bytes: new Uint8Array(await blob.arrayBuffer()) }
}

/** Fails when the file cannot be opened, with a sentence that says why. */
export async function readPdfFile(
  file: File,
  options: PdfOptions,
): Promise<Result<BoardFile, Failure<'wrong-file-type'>>> {
  const thread = new Worker(`${PARTS}/pdf.worker.min.mjs`, { type: 'module' })
  const worker = PDFWorker.create({ port: thread })
  try {
    const source = await open(worker, new Uint8Array(await file.arrayBuffer()))
    if (!source.ok) return source
    const { numPages: count } = source.value
    const pages = await drawPdf(
      source.value,
      (page: PDFPageProxy, scale) => drawPage(page, scale, options.clock),
      options,
    )
    const board = pdfBoard(pages ?? [], { count, title: titleOf(file) }, options)
    return board.ok ? ok({ ...board.value, title: '', background: '', comments: [] }) : board
  } finally {
    worker.destroy()
    thread.terminate()
  }
}

async function open(
  worker: PDFWorker,
  data: Uint8Array,
): Promise<Result<PDFDocumentProxy, Failure<'wrong-file-type'>>> {
  try {
    const task = getDocument({
      data,
      worker,
      cMapUrl: `${PARTS}/cmaps/`,
      standardFontDataUrl: `${PARTS}/standard_fonts/`,
      wasmUrl: `${PARTS}/wasm/`,
      // The policy of our pages runs no such code; what decodes without it lies in the same folder.
      useWasm: false,
      isEvalSupported: false,
      verbosity: 0,
    })
    return ok(await task.promise)
  } catch (cause) {
    const isLocked = cause instanceof Error && cause.name === 'PasswordException'
    return fail('wrong-file-type', isLocked ? 'This PDF is locked by a password.' : 'This PDF is damaged.')
  }
}
