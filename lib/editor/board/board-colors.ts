/** The colours that a board is drawn in. */
import type { Board } from '../../document/board.ts'

const fields = ['stroke', 'fill', 'textColor'] as const

/** Those that are in no palette, the most used first, at most `count`. */
export function boardColors(board: Board, known: ReadonlySet<string>, count: number): readonly string[] {
  const uses = new Map<string, number>()
  for (const shape of board.shapes) {
    const record = shape as unknown as Readonly<Record<string, unknown>>
    for (const field of fields) {
      const color = record[field]
      if (typeof color !== 'string' || !/^#[0-9a-f]{6}$/.test(color) || known.has(color)) continue
      uses.set(color, (uses.get(color) ?? 0) + 1)
    }
  }
  return [...uses]
    .sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
    .slice(0, count)
    .map(([color]) => color)
}
