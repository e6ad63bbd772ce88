import { describe, expect, it } from 'vitest'
import { withShortStrings } from '../../../lib/protocol/short-strings.ts'
import { seeded } from '../../e2e/canvas/harness/seeded.ts'

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const encoder = new TextEncoder()
const LETTERS = ['a', 'Z', '0', ' ', '\u0000', '\u007f', '\u0080', 'é', 'ש', '中', '👍', '\ufeff']

describe('strings of an update', () => {
  it('are the same as the platform reads them, whatever their length and letters', () => {
    const decode = withShortStrings((bytes) => decoder.decode(bytes))
    const seed = 11
    const random = seeded(seed)
    for (let round = 0; round < 5_000; round++) {
      const alphabet = random() < 0.7 ? 6 : LETTERS.length
      const length = Math.floor(random() * 40)
      const text = Array.from({ length }, () => LETTERS[Math.floor(random() * alphabet)]).join('')
      expect(decode(encoder.encode(text)), `seed ${seed}, round ${round}`).toBe(text)
    }
  })

  it('are refused like the platform refuses them', () => {
    const decode = withShortStrings((bytes) => decoder.decode(bytes))
    expect(() => decode(Uint8Array.of(97, 0xff))).toThrow(TypeError)
  })

  it('that were read before are asked of the platform no more', () => {
    let asked = 0
    const decode = withShortStrings((bytes) => {
      asked++
      return decoder.decode(bytes)
    })
    for (let i = 0; i < 3; i++) expect(decode(encoder.encode('placement'))).toBe('placement')
    expect(asked).toBe(0)
    decode(encoder.encode('x'.repeat(25)))
    expect(asked).toBe(1)
  })
})
