/**
 * The face in which the hand-drawn font writes Chinese and Japanese: LXGW WenKai, in slices as its package has them. It
 * has letters of many other scripts too, which stay with the faces that had them: only these blocks are taken of it.
 */
export const handChinese = 'LXGW WenKai'

const blocks: readonly (readonly [first: number, last: number])[] = [
  // Radicals, punctuation, kana, ideographs.
  [0x2e80, 0x9fff],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe4f],
  [0xff00, 0xffef],
  [0x20000, 0x323af],
]

export interface FaceSlice {
  readonly file: string
  /** As CSS has it. */
  readonly range: string
}

const hex = (code: number) => code.toString(16)

/** What of a `unicode-range` lies in those blocks; empty: nothing. */
function withinBlocks(range: string): string {
  const parts = range.split(',').flatMap((part) => {
    const [first, last = first] = part.trim().slice(2).split('-')
    const [from, to] = [Number.parseInt(first, 16), Number.parseInt(last, 16)]
    return blocks.flatMap(([least, most]) => {
      const [a, b] = [Math.max(from, least), Math.min(to, most)]
      if (a > b) return []
      return [a === b ? `U+${hex(a)}` : `U+${hex(a)}-${hex(b)}`]
    })
  })
  return parts.join(', ')
}

/** The slices that are used of the package's own style sheet, in its order. */
export function handChineseSlices(css: string): readonly FaceSlice[] {
  return css.split('@font-face').flatMap((rule) => {
    const file = rule.match(/files\/([\w-]+\.woff2)/)?.[1]
    const range = withinBlocks(rule.match(/unicode-range:([^;}]+)/)?.[1] ?? '')
    return file && range !== '' ? [{ file, range }] : []
  })
}
