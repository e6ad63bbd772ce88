/** Shapes as clipboard text, and back. Bytes (strokes) travel as base64; everything read is repaired by its fields. */
import type { Shape } from '../../../lib/shapes/registry.ts'

const TYPE = 'inkroom/clipboard'
const MAX_CLIPBOARD_SHAPES = 20_000

const toBase64 = (bytes: Uint8Array): string => {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return btoa(text)
}
const fromBase64 = (text: string): Uint8Array => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))

export function writeShapes(shapes: readonly Shape[]): string {
  return JSON.stringify({ type: TYPE, version: 1, shapes }, (_key, value: unknown) =>
    value instanceof Uint8Array ? { base64: toBase64(value) } : value,
  )
}

/** The shapes in `text` as stored fields; null when it is not ours. `readShape` repairs each or gives null. */
export function readShapes(text: string, readShape: (stored: Record<string, unknown>) => Shape | null): Shape[] | null {
  if (!text.startsWith(`{"type":"${TYPE}"`)) return null
  try {
    const { shapes } = JSON.parse(text, (_key, value) =>
      typeof value?.base64 === 'string' ? fromBase64(value.base64) : value,
    ) as { shapes?: unknown }
    if (!Array.isArray(shapes)) return null
    return shapes.slice(0, MAX_CLIPBOARD_SHAPES).flatMap((stored) => readShape(stored) ?? [])
  } catch {
    // Cut off or edited on its way through the clipboard: pasted as plain text instead.
    return null
  }
}
