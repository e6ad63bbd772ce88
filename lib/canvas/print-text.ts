/** Prints laid-out text; words too small to read become bars. */

import { codeRuns } from '../shapes/code-runs.ts'
import type { Theme } from '../shapes/color.ts'
import { EMOJI_WIDTH, emojiRuns } from '../shapes/emoji.ts'
import type { TextPiece } from '../shapes/kind.ts'
import { cssFont } from './font-face.ts'
import { inkOf } from './ink.ts'

type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D

/** Device pixels of a letter below which nobody can read it; in `reduced` detail only. */
const LEGIBLE_PX = 4
const BAR_HEIGHT = 0.5
const BAR_STRENGTH = 0.45
const STRIKE_HEIGHT = 0.28
const UNDERLINE_DROP = 0.14
const CODE_STRENGTH = 0.09

export interface TextLook {
  readonly theme: Theme
  /** Device pixels of a board pixel. */
  readonly scale: number
  readonly isReduced: boolean
}

function printBar(context: Context, piece: TextPiece): void {
  const height = piece.fontSize * BAR_HEIGHT
  const alpha = context.globalAlpha
  context.globalAlpha = alpha * BAR_STRENGTH
  context.fillRect(piece.x, piece.baseline - height, piece.width, height)
  context.globalAlpha = alpha
}

function printLine(context: Context, piece: TextPiece, y: number): void {
  context.fillRect(piece.x, y, piece.width, Math.max(1, piece.fontSize / 14))
}

const asRuns = (parts: readonly string[] | null) => parts?.map((text) => ({ text, isEmoji: false })) ?? null

/** Emoji go where they were measured to be, whatever width the system's own have. */
function printWords(context: Context, { text, x, baseline, fontSize, direction, font, marks }: TextPiece): void {
  const isCode = marks.code === true || font === 'mono'
  const isLtr = direction === 'ltr'
  const runs = isLtr ? (emojiRuns(text) ?? (isCode ? asRuns(codeRuns(text)) : null)) : null
  if (!runs) {
    context.fillText(text, x, baseline)
    return
  }
  let at = x
  for (const run of runs) {
    context.fillText(run.text, at, baseline)
    at += run.isEmoji ? EMOJI_WIDTH * fontSize : context.measureText(run.text).width
  }
}

export function printPieces(context: Context, pieces: readonly TextPiece[], look: TextLook): void {
  for (const piece of pieces) {
    const { marks, fontSize } = piece
    context.fillStyle = inkOf(piece.color, look.theme)
    if (look.isReduced && fontSize * look.scale < LEGIBLE_PX) {
      if (piece.text.trim() !== '') printBar(context, piece)
      continue
    }
    if (marks.code) {
      const alpha = context.globalAlpha
      context.globalAlpha = alpha * CODE_STRENGTH
      const pad = fontSize * 0.1
      context.fillRect(piece.x - pad, piece.baseline - fontSize, piece.width + 2 * pad, fontSize * 1.3)
      context.globalAlpha = alpha
    }
    context.font = cssFont(piece.font, fontSize, marks)
    context.direction = piece.direction
    printWords(context, piece)
    if (marks.strike) printLine(context, piece, piece.baseline - fontSize * STRIKE_HEIGHT)
    if (marks.link) printLine(context, piece, piece.baseline + fontSize * UNDERLINE_DROP)
  }
}
