/** The families behind each of the four hands, the same on the canvas, in its text fields and in exported files. */

/** Come with us: only their files for the characters that a text needs are loaded. */
export const shippedFallbacks: readonly string[] = [
  'Noto Sans SC',
  'Noto Sans Hebrew Variable',
  'Noto Sans Arabic Variable',
  'Noto Emoji',
]
/** Coloured emoji of the system come before our plain ones. */
const systemEmoji = ['Apple Color Emoji', 'Segoe UI Emoji', 'Noto Color Emoji']

const [chinese, hebrew, arabic, emoji] = shippedFallbacks
/** As CSS wants it, between the hand's own family and the generic one. */
export const fallbackFamilies: string = [chinese, hebrew, arabic, ...systemEmoji, emoji]
  .map((name) => `'${name}'`)
  .join(', ')
