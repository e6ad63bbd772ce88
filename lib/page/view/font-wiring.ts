/** Lays text out anew when its font has arrived, or words would run over their boxes. */
import type { Canvas } from '../../canvas/canvas.ts'
import type { CanvasMeasurer } from '../../canvas/measure.ts'

/** A canvas that is asked within the event itself still measures and paints with the old font. */
const FRAMES_UNTIL_USED = 2

export function wireFonts(view: Window, canvas: Canvas, measure: CanvasMeasurer): () => void {
  const { fonts } = view.document
  let frame = 0
  const after = (frames: number) => {
    view.cancelAnimationFrame(frame)
    frame = view.requestAnimationFrame(() => {
      if (frames > 1) return after(frames - 1)
      measure.forget()
      canvas.invalidate()
    })
  }
  const onFonts = () => after(FRAMES_UNTIL_USED)
  fonts.addEventListener('loadingdone', onFonts)
  // What arrived before the canvas was there.
  void fonts.ready.then(onFonts)
  return () => {
    fonts.removeEventListener('loadingdone', onFonts)
    view.cancelAnimationFrame(frame)
  }
}
