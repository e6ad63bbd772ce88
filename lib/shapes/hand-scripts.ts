/**
 * The faces in which the hand-drawn font writes what its own has no letters for, in slices as their packages have them.
 * They have letters of many other scripts too, which stay with the faces that had them: only these blocks are taken.
 */
type Blocks = readonly (readonly [first: number, last: number])[]

export const handScripts = {
  handChinese: {
    family: 'LXGW WenKai',
    blocks: [
      // Radicals, punctuation, kana; the letters of Korean lie between these and the ideographs.
      [0x2e80, 0x312f],
      [0x3190, 0x9fff],
      [0xf900, 0xfaff],
      [0xfe30, 0xfe4f],
      [0xff00, 0xffef],
      [0x20000, 0x323af],
    ],
  },
  handKorean: {
    family: 'Gaegu',
    blocks: [
      [0x1100, 0x11ff],
      [0x3130, 0x318f],
      [0xa960, 0xa97f],
      [0xac00, 0xd7ff],
    ],
  },
} as const satisfies Readonly<Record<string, { readonly family: string; readonly blocks: Blocks }>>

export type HandScript = keyof typeof handScripts
const families: readonly string[] = Object.values(handScripts).map(({ family }) => family)
/** As CSS wants them, behind the hand-drawn font's own family. */
export const handFamilies: string = families.map((family) => `'${family}'`).join(', ')
export const isHandFamily = (family: string): boolean => families.includes(family)

export interface FaceSlice {
  readonly file: string
  /** As CSS has it. */
  readonly range: string
}

const hex = (code: number) => code.toString(16)

/** What of a `unicode-range` lies in those blocks; empty: nothing. */
function within(blocks: Blocks, range: string): string {
  const parts = range.split(',').flatMap((part) => {
    const [first = '', last = first] = part.trim().slice(2).split('-')
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
export function handSlices(script: HandScript, css: string): readonly FaceSlice[] {
  return css.split('@font-face').flatMap((rule) => {
    const file = rule.match(/files\/([\w-]+\.woff2)/)?.[1]
    const range = within(handScripts[script].blocks, rule.match(/unicode-range:([^;}]+)/)?.[1] ?? '')
    return file && range !== '' ? [{ file, range }] : []
  })
}
