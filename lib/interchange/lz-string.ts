/** Reads what lz-string's `compressToBase64` wrote (tldraw's clipboard); public algorithm, reading only. Total. */
import { fromBase64 } from '../document/base64.ts'

const MAX_OUTPUT = 64 * 1024 * 1024
const END = 2

/** The text, or null when it is damaged or too long. */
export function decompressLzString(base64: string): string | null {
  let end = base64.length
  while (end > 0 && (base64[end - 1] === '=' || base64[end - 1].trim() === '')) end--
  // Its last character may hold fewer than the eight bits of a whole byte.
  const bytes = fromBase64(`${base64.slice(0, end)}AAAA`)
  let at = 0
  const readBits = (count: number): number => {
    let value = 0
    for (let i = 0; i < count; i++, at++) {
      const bit = ((bytes[at >> 3] ?? 0) >> (7 - (at & 7))) & 1
      value |= bit << i
    }
    return value
  }
  const isOver = () => at > bytes.length * 8 + 16
  const readCharacter = (kind: number) => String.fromCharCode(readBits(kind === 0 ? 8 : 16))
  const kind = readBits(2)
  if (kind >= END) return kind === END && base64 !== '' ? '' : null
  const first = readCharacter(kind)
  // 0, 1 and 2 are instructions, so entries begin at 3.
  const entries: string[] = ['', '', '', first]
  const output: string[] = [first]
  let length = first.length
  let previous = first
  let width = 3
  let room = 4
  while (!isOver() && length < MAX_OUTPUT) {
    let code = readBits(width)
    if (code === END) return output.join('')
    if (code < END) {
      entries.push(readCharacter(code))
      code = entries.length - 1
      if (--room === 0) room = 2 ** width++
    }
    const entry = code < entries.length ? entries[code] : code === entries.length ? previous + previous[0] : null
    if (entry === null) return null
    output.push(entry)
    length += entry.length
    entries.push(previous + entry[0])
    previous = entry
    if (--room === 0) room = 2 ** width++
  }
  return null
}
