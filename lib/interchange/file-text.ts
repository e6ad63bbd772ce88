/** The text of a file's bytes: UTF-8, or UTF-16 as spreadsheets on Windows write it, told by its first bytes. */

const encodingOf = ([first, second, third, fourth]: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' => {
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  // Without a mark, two letters of ASCII tell it: every other byte is zero.
  if (second === 0 && fourth === 0 && first && third) return 'utf-16le'
  if (first === 0 && third === 0 && second && fourth) return 'utf-16be'
  return 'utf-8'
}

/** Null when the bytes are no text; without a mark of the order of bytes at its beginning. */
export function textOfFile(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}
