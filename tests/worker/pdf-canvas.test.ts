import Module from 'node:module'
import { expect, it } from 'vitest'
import { readPdf } from '../../worker/pdf-pages.ts'
import { pdfOf } from '../support/document/pdf-file.ts'

/** As where an installation has a canvas of another version for pdf.js: here it has none at all. */
function hideCanvasFromPdfJs(): void {
  const loader = Module as unknown as {
    _load(request: string, parent?: { filename?: string }, ...rest: unknown[]): unknown
  }
  const load = loader._load
  loader._load = (request, parent, ...rest) => {
    if (request === '@napi-rs/canvas' && parent?.filename?.includes('pdfjs-dist')) throw new Error('not here')
    return load.call(loader, request, parent, ...rest)
  }
}

it('DC49 pages are drawn on our canvas, whatever pdf.js finds of its own', { timeout: 60_000 }, async () => {
  hideCanvasFromPdfJs()
  let id = 0
  const options = { newId: () => `s${id++}` as never, newSeed: () => 1 }
  const read = await readPdf(new TextEncoder().encode(pdfOf([[300, 200]])), options, { now: () => 0 })
  expect(read).toMatchObject({ ok: true, value: { added: 1, skipped: [] } })
})
