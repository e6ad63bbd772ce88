/** Sorting in steps: hundreds of thousands at once would hold up everybody else. */
import { Meter, type Steps } from '../base/steps.ts'

/** So many are sorted at once, which takes less than a step. */
const PORTION = 512
/** Work of a comparison, in the units of `Meter`. */
const COMPARE_UNITS = 2

export function* sorting<T>(all: Iterable<T>, compare: (a: T, b: T) => number): Steps<readonly T[]> {
  const meter = new Meter()
  let sorted: T[][] = []
  let portion: T[] = []
  for (const one of all) {
    portion.push(one)
    if (portion.length < PORTION) continue
    sorted.push(portion.sort(compare))
    portion = []
    yield
  }
  sorted.push(portion.sort(compare))
  while (sorted.length > 1) {
    const joined: T[][] = []
    for (let at = 0; at < sorted.length; at += 2) {
      const other = sorted[at + 1]
      joined.push(other ? yield* joining(sorted[at], other, compare, meter) : sorted[at])
    }
    sorted = joined
  }
  return sorted[0]
}

function* joining<T>(
  one: readonly T[],
  other: readonly T[],
  compare: (a: T, b: T) => number,
  meter: Meter,
): Steps<T[]> {
  const joined: T[] = []
  let at = 0
  for (const next of other) {
    while (at < one.length && compare(one[at], next) <= 0) {
      joined.push(one[at++])
      if (meter.spend(COMPARE_UNITS)) yield
    }
    joined.push(next)
    if (meter.spend(COMPARE_UNITS)) yield
  }
  for (; at < one.length; at++) {
    joined.push(one[at])
    if (meter.spend(COMPARE_UNITS)) yield
  }
  return joined
}
