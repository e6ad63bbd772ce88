/**
 * Emoji have one width for all: that of the shipped font, which exports use. The system's coloured ones differ from
 * machine to machine; they are drawn into that room, so that words break alike everywhere.
 */

/** Advance of the shipped Noto Emoji, in font sizes. */
export const EMOJI_WIDTH = 1300 / 1024

const EMOJI =
  /\p{Regional_Indicator}{2}|[0-9#*]\ufe0f?\u20e3|(?:\p{Emoji_Presentation}|\p{Extended_Pictographic}(?=[\ufe0f\u{1f3fb}-\u{1f3ff}]))\ufe0f?\p{Emoji_Modifier}?(?:\u200d\p{Extended_Pictographic}\ufe0f?\p{Emoji_Modifier}?)*/gu
/** Below lies no emoji, and no mark that makes one of a plain letter. */
const MAYBE = /[\u203c-\u{10ffff}]/u

export interface TextRun {
  readonly text: string
  readonly isEmoji: boolean
}

/** `text` cut into emoji, one run each, and what is between them; null when there is none. */
export function emojiRuns(text: string): readonly TextRun[] | null {
  if (!MAYBE.test(text)) return null
  const runs: TextRun[] = []
  let end = 0
  for (const { 0: emoji, index } of text.matchAll(EMOJI)) {
    if (index > end) runs.push({ text: text.slice(end, index), isEmoji: false })
    runs.push({ text: emoji, isEmoji: true })
    end = index + emoji.length
  }
  if (runs.length === 0) return null
  if (end < text.length) runs.push({ text: text.slice(end), isEmoji: false })
  return runs
}
