/** A PDF as frames with pictures of its pages: pdf.js draws on the native canvas, inside of the worker's limits. */
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { type Canvas, createCanvas } from '@napi-rs/canvas'
import { type Failure, fail, ok, type Result } from '../lib/base/result.ts'
import type { BoardFileRead } from '../lib/interchange/board-readers.ts'
import type { ImportedAsset, ImportOptions } from '../lib/interchange/import-result.ts'
import { drawPdf, pdfBoard } from '../lib/interchange/pdf.ts'

const QUALITY = 90

/** Fails with a sentence when the file cannot be opened. */
export async function readPdf(
  data: Uint8Array,
  options: ImportOptions,
): Promise<Result<BoardFileRead, Failure<'wrong-file-type'>>> {
  // Read when it is asked for: it is larger than all the rest of this process.
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs')
  const folder = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'))
  const task = getDocument({
    data,
    cMapUrl: `${join(folder, 'cmaps')}/`,
    standardFontDataUrl: `${join(folder, 'standard_fonts')}/`,
    wasmUrl: `${join(folder, 'wasm')}/`,
    isEvalSupported: false,
    useSystemFonts: false,
    disableFontFace: true,
    verbosity: 0,
  })
  try {
    const source = await task.promise
    const pages = await drawPdf(source, async (page, scale): Promise<ImportedAsset> => {
      const viewport = page.getViewport({ scale })
      const canvas = createCanvas(Math.max(1, Math.round(viewport.width)), Math.max(1, Math.round(viewport.height)))
      await page.render({ canvas: canvas as unknown as HTMLCanvasElement, viewport, background: '#ffffff' }).promise
      return { mimeType: 'image/webp', bytes: await encoded(canvas) }
    })
    const board = pdfBoard(pages ?? [], { count: source.numPages, title: '' }, options)
    return board.ok ? ok({ ...board.value, extra: [] }) : board
  } catch (cause) {
    const isLocked = cause instanceof Error && cause.name === 'PasswordException'
    return fail('wrong-file-type', isLocked ? 'This PDF is locked by a password.' : 'This is no PDF, or it is damaged.')
  } finally {
    await task.destroy()
  }
}

const encoded = async (canvas: Canvas): Promise<Uint8Array> => new Uint8Array(await canvas.encode('webp', QUALITY))
