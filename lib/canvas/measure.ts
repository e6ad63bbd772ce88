/** Text widths from the browser's own canvas, remembered. */
import { EMOJI_WIDTH, emojiRuns } from '../shapes/emoji.ts'
import type { TextMeasurer } from '../shapes/kind.ts'
import { cssFont, prepareText } from './font-face.ts'

/** Enough for every word of a big board; forgotten all at once, since words come back quickly. */
const MAX_WORDS = 50_000
/** Widths are measured at this size and scaled, so that text keeps its breaks when it is scaled. */
const REFERENCE_SIZE = 100

export interface CanvasMeasurer extends TextMeasurer {
  /** Forgets all widths; happens by itself when fonts arrive. */
  forget(): void
}

export function createCanvasMeasurer(): CanvasMeasurer {
  const context = document.createElement('canvas').getContext('2d')
  if (!context) throw new Error('this browser gives no 2d canvas')
  prepareText(context)
  const fonts = new Map<string, Map<string, number>>()
  let words = 0
  const forget = () => {
    fonts.clear()
    words = 0
  }
  // Before anybody who measures again because of the same event: listeners run in the order of their making.
  document.fonts.addEventListener('loadingdone', forget)
  return {
    forget,
    width(text, font, fontSize, marks) {
      if (text === '') return 0
      const css = cssFont(font, REFERENCE_SIZE, marks)
      let widths = fonts.get(css)
      if (!widths) {
        widths = new Map()
        fonts.set(css, widths)
      }
      let width = widths.get(text)
      if (width === undefined) {
        if (words >= MAX_WORDS) {
          for (const known of fonts.values()) known.clear()
          words = 0
        }
        if (context.font !== css) context.font = css
        width = 0
        for (const run of emojiRuns(text) ?? [{ text, isEmoji: false }])
          width += run.isEmoji ? EMOJI_WIDTH * REFERENCE_SIZE : context.measureText(run.text).width
        widths.set(text, width)
        words++
      }
      return (width * fontSize) / REFERENCE_SIZE
    },
  }
}
