/** Replaces a shared text by its smallest difference, so that what others type beside it survives. */
import type * as Y from 'yjs'
import type { RichText, TextMarks } from '../shapes/rich-text.ts'

interface Flat {
  /** UTF-16 units; an embed is one unit that equals nothing. */
  readonly units: readonly string[]
  readonly marks: readonly string[]
}
const EMBED = ''

/** Marks as one comparable string, whatever the order of their keys. */
const marksKey = (marks: object | undefined): string =>
  marks === undefined ? '' : JSON.stringify(Object.entries(marks).sort(([a], [b]) => (a < b ? -1 : 1)))

function flatten(runs: readonly { readonly insert?: unknown; readonly attributes?: object }[]): Flat {
  const units: string[] = []
  const marks: string[] = []
  for (const { insert, attributes } of runs) {
    const key = marksKey(attributes)
    const run = typeof insert === 'string' ? insert : null
    for (let i = 0; i < (run?.length ?? 1); i++) {
      units.push(run === null ? EMBED : run.charAt(i))
      marks.push(key)
    }
  }
  return { units, marks }
}

const isLowSurrogate = (unit: string | undefined): boolean => unit !== undefined && unit >= '\udc00' && unit <= '\udfff'

/** Makes `shared` read as `text`. */
export function replaceText(shared: Y.Text, text: RichText): void {
  const from = flatten(shared.toDelta())
  const to = flatten(text)
  const same = (a: number, b: number) =>
    from.units[a] !== EMBED && from.units[a] === to.units[b] && from.marks[a] === to.marks[b]
  const shorter = Math.min(from.units.length, to.units.length)
  let head = 0
  while (head < shorter && same(head, head)) head++
  let tail = 0
  while (tail < shorter - head && same(from.units.length - 1 - tail, to.units.length - 1 - tail)) tail++
  // A pair of surrogates that is cut in two is lost on the way.
  if (isLowSurrogate(from.units[head]) || isLowSurrogate(to.units[head])) head = Math.max(0, head - 1)
  if (isLowSurrogate(from.units[from.units.length - tail]) || isLowSurrogate(to.units[to.units.length - tail])) {
    tail = Math.max(0, tail - 1)
  }
  const removed = from.units.length - tail - head
  if (removed > 0) shared.delete(head, removed)
  insertRuns(shared, text, head, to.units.length - tail)
}

/** Inserts the part of `text` between two offsets at the first of them. */
function insertRuns(shared: Y.Text, text: RichText, from: number, until: number): void {
  let at = 0
  for (const { insert, attributes } of text) {
    const start = Math.max(from, at)
    const end = Math.min(until, at + insert.length)
    if (start < end) shared.insert(start, insert.slice(start - at, end - at), attributes ?? ({} as TextMarks))
    at += insert.length
  }
}
