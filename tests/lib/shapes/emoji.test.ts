import { describe, expect, it } from 'vitest'
import { EMOJI_WIDTH, emojiRuns } from '../../../lib/shapes/emoji.ts'
import { createPictureMeasurer } from '../../../worker/picture-fonts.ts'

const shown = (text: string) =>
  emojiRuns(text)
    ?.map((run) => (run.isEmoji ? `[${run.text}]` : run.text))
    .join('|') ?? null

describe('emoji', () => {
  it('I59 words without emoji stay whole, in any script', () => {
    for (const text of ['', 'plain', 'déjà 12 #3', 'שלום', 'مرحبا', '中文字', '→ © ™', '❤'])
      expect(shown(text)).toBeNull()
  })
  it('I59 what is joined is one emoji: families, flags, keycaps, tones of skin, hearts', () => {
    expect(shown('a😀b')).toBe('a|[😀]|b')
    expect(shown('👨‍👩‍👧🇩🇪1️⃣👍🏽❤️☝🏽')).toBe('[👨‍👩‍👧]|[🇩🇪]|[1️⃣]|[👍🏽]|[❤️]|[☝🏽]')
    expect(shown('😀😀 end')).toBe('[😀]|[😀]| end')
    expect(shown('🏳️‍🌈')).toBe('[🏳️‍🌈]')
  })
  it('I59 their width is that of the font which exports draw them with', () => {
    const measure = createPictureMeasurer()
    for (const emoji of ['😀', '👨‍👩‍👧', '🇩🇪', '👍🏽', '❤️', '1️⃣', '⭐']) {
      expect(measure.width(emoji, 'hand', 1, {}), emoji).toBeCloseTo(EMOJI_WIDTH, 5)
    }
  })
})
