/** Where a line of text may break: after spaces and hyphens, between CJK characters, at word ends where none are written. */

export interface Token {
  readonly start: number
  readonly end: number
  readonly isSpace: boolean
}

/** Scripts that break without spaces, or need grapheme care: Thai, Lao, Burmese, Khmer, CJK, Hangul, full width. */
const DENSE =
  /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\ua000-\ua4cf\uac00-\ud7af\uf900-\ufaff\uff00-\uffef\u{20000}-\u{3ffff}]/u
const CJK = /^[\u2e80-\u2fff\u3001-\u9fff\uf900-\ufaff\uff00-\uffef\u{20000}-\u{3ffff}]/u
/** Never first on a line, never last on a line (kinsoku). */
const CLOSING =
  /^[、。，．：；？！）］｝〉》」』】〕〗〙’”…‥ー々ゝゞヽヾァィゥェォッャュョヮぁぃぅぇぉっゃゅょゎ,.:;?!)\]}%]/
const OPENING = /[（［｛〈《「『【〔〖〘‘“([{$]$/

const words = new Intl.Segmenter(undefined, { granularity: 'word' })
const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** Unbreakable pieces of a paragraph in order; together they are the paragraph. */
export function tokensOf(text: string): readonly Token[] {
  return DENSE.test(text) ? denseTokens(text) : spacedTokens(text)
}

const SPACED =
  /[^\S\u00a0\u202f]+|(?:[^\s-]|[\u00a0\u202f])*-+(?=[^\s-])|(?:\S|[\u00a0\u202f])+?(?=[^\S\u00a0\u202f]|(?<=[^\s-]-)[^\s-]|$)/g
function spacedTokens(text: string): readonly Token[] {
  const tokens: Token[] = []
  for (const match of text.matchAll(SPACED)) {
    if (match[0] === '') continue
    const start = match.index
    tokens.push({ start, end: start + match[0].length, isSpace: match[0].trim() === '' && match[0] !== '\u00a0' })
  }
  return tokens
}

function denseTokens(text: string): readonly Token[] {
  const tokens: Token[] = []
  for (const { segment, index } of words.segment(text)) {
    // Han and kana break between any two characters, whatever the dictionary takes for a word.
    const parts = CJK.test(segment) ? [...graphemes.segment(segment)].map((g) => g.segment) : [segment]
    let start = index
    for (const part of parts) {
      const end = start + part.length
      const last = tokens[tokens.length - 1]
      const isSpace = part.trim() === ''
      const before = last && !last.isSpace ? text.slice(last.start, last.end) : ''
      const isSpaceless = before !== '' && !isSpace
      const joins = isSpaceless && (CLOSING.test(part) || OPENING.test(before) || isHalfWord(before, part))
      if (last && (joins || (last.isSpace && isSpace))) tokens[tokens.length - 1] = { ...last, end }
      else tokens.push({ start, end, isSpace })
      start = end
    }
  }
  return tokens
}
/** Latin words and their punctuation stay together also inside CJK text. */
const isHalfWord = (before: string, part: string) => !DENSE.test(before) && !DENSE.test(part)

/** Grapheme ends inside [start, end): where a word that is too long may be cut. */
export function graphemeEnds(text: string, start: number, end: number): readonly number[] {
  const ends: number[] = []
  for (const { index, segment } of graphemes.segment(text.slice(start, end))) ends.push(start + index + segment.length)
  return ends
}
