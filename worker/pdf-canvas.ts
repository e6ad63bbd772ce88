/**
 * The canvas that pdf.js draws on. Left to itself it takes one of its own version, when an installation has two: what one
 * of them has made the other does not draw, and every page would be unreadable.
 */
import { type Canvas, createCanvas, DOMMatrix, ImageData, Path2D } from '@napi-rs/canvas'

/** What pdf.js looks for before it takes anything else. */
export const shareCanvas = (): void => void Object.assign(globalThis, { DOMMatrix, ImageData, Path2D })

interface Drawn {
  canvas: Canvas | null
  context: unknown
}

/** What pdf.js draws parts of a page on. */
export class PdfCanvasFactory {
  create(width: number, height: number): Drawn {
    const canvas = createCanvas(width, height)
    return { canvas, context: canvas.getContext('2d') }
  }
  reset({ canvas }: Drawn, width: number, height: number): void {
    if (canvas) Object.assign(canvas, { width, height })
  }
  destroy(drawn: Drawn): void {
    // Frees its memory now.
    if (drawn.canvas) Object.assign(drawn.canvas, { width: 0, height: 0 })
    drawn.canvas = null
    drawn.context = null
  }
}
