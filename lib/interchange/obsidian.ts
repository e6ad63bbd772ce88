/** The scene inside a note of Obsidian's Excalidraw plugin (`.excalidraw.md`), plain or compressed. */
import { decompressLzString } from './lz-string.ts'

const FENCE = '```'
const PLAIN = `${FENCE}json`
const COMPRESSED = `${FENCE}compressed-json`

/** Is this such a note? Its front matter, or one of its fences, says so. */
export const isObsidianNote = (text: string): boolean =>
  text.includes('excalidraw-plugin:') && (text.includes(COMPRESSED) || text.includes(PLAIN))

/** The JSON of the last drawing in the note; null when there is none, or it is damaged. */
export function obsidianScene(text: string): string | null {
  const compressed = fenced(text, COMPRESSED)
  // The plugin breaks the base64 into lines.
  if (compressed !== null) return decompressLzString(compressed.replace(/\s/g, ''))
  return fenced(text, PLAIN)
}

function fenced(text: string, opening: string): string | null {
  const start = text.lastIndexOf(opening)
  if (start < 0) return null
  const from = text.indexOf('\n', start)
  const end = from < 0 ? -1 : text.indexOf(`\n${FENCE}`, from)
  return end < 0 ? null : text.slice(from + 1, end)
}
