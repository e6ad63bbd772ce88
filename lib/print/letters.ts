/** Which letters of which font something is written in: what its faces must hold. */
import type { Primitive, TextPiece } from '../shapes/kind.ts'

/** Collects them while a board is printed. */
export function createLetters() {
  const kept = new Map<string, { readonly piece: TextPiece; readonly letters: Set<string> }>()
  return {
    add(primitives: readonly Primitive[]): void {
      for (const step of primitives) {
        if (step.name !== 'text') continue
        for (const piece of step.pieces) {
          const { bold, italic, code } = piece.marks
          const key = `${piece.font} ${bold} ${italic} ${code}`
          const known = kept.get(key) ?? { piece, letters: new Set<string>() }
          for (const letter of piece.text) known.letters.add(letter)
          kept.set(key, known)
        }
      }
    },
    /** One piece for each font and way of writing, with all of its letters. */
    pieces: (): readonly TextPiece[] =>
      Array.from(kept.values(), ({ piece, letters }) => ({ ...piece, text: [...letters].join('') })),
  }
}
