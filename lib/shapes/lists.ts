/** Lists in formatted text: which one its lines are in, and the same words in another. */
import type { RichText, TextMarks, TextRun } from './rich-text.ts'

export type ListKind = NonNullable<TextMarks['list']>

/** The list that all lines are in; null: none is in one; undefined: they differ. */
export function listOf(text: RichText): ListKind | null | undefined {
  const found = new Set<ListKind | null>()
  let isOpen = false
  for (const { insert, attributes } of text) {
    if (insert.includes('\n')) found.add(attributes?.list ?? null)
    isOpen = !insert.endsWith('\n')
  }
  // A line without an end carries no format of a list.
  if (isOpen) found.add(null)
  return found.size > 1 ? undefined : ([...found][0] ?? null)
}

/** The words with every line in that list, or in none. The format of a line stands on its end: the last is given one. */
export function withList(text: RichText, list: ListKind | null): RichText {
  const end: TextRun = list === null ? { insert: '\n' } : { insert: '\n', attributes: { list } }
  const runs: TextRun[] = []
  for (const { insert, attributes } of text) {
    const lines = insert.split('\n')
    for (const [nth, words] of lines.entries()) {
      if (words !== '') runs.push(attributes ? { insert: words, attributes } : { insert: words })
      if (nth < lines.length - 1) runs.push(end)
    }
  }
  if (runs.length === 0) return text
  // The last line has an end only to carry the format of a list: it comes and goes with it.
  if (list !== null && !endsInList(text)) runs.push(end)
  if (list === null && endsInList(text)) runs.pop()
  return runs
}

function endsInList(text: RichText): boolean {
  const last = text.at(-1)
  return last?.attributes?.list !== undefined && last.insert.endsWith('\n')
}
