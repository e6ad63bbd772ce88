import { describe, expect, it } from 'vitest'
import { textOfFile } from '../../../lib/interchange/file-text.ts'

const utf16 = (text: string, isBig: boolean) => {
  const bytes = new Uint8Array(text.length * 2)
  for (let i = 0; i < text.length; i++) new DataView(bytes.buffer).setUint16(i * 2, text.charCodeAt(i), !isBig)
  return bytes
}

describe('the text of a file', () => {
  it('DC40 is read in UTF-8 and in both orders of UTF-16, with and without its mark', () => {
    const table = 'Name;Größe\r\nZoë;3'
    expect(textOfFile(new TextEncoder().encode(`\ufeff${table}`))).toBe(table)
    for (const isBig of [false, true]) {
      expect(textOfFile(utf16(`\ufeff${table}`, isBig))).toBe(table)
      expect(textOfFile(utf16(table, isBig))).toBe(table)
    }
  })
  it('DC40 is none when the bytes are none', () => {
    expect(textOfFile(Uint8Array.of(0x50, 0xff, 0xff))).toBeNull()
    expect(textOfFile(new Uint8Array())).toBe('')
  })
})
