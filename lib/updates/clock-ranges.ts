/** Sets of clocks per client, as sorted flat ranges `[start, end, ...]` that neither touch nor overlap. */
export type ClockRanges = Map<number, number[]>

/** Adds [start, end); true when some of it was not there. */
export function addRange(all: ClockRanges, client: number, start: number, end: number): boolean {
  const ranges = all.get(client)
  if (!ranges) {
    all.set(client, [start, end])
    return true
  }
  const last = ranges.length - 1
  if (start > ranges[last]) {
    ranges.push(start, end)
    return true
  }
  const first = firstEndingAtOrAfter(ranges, start)
  if (ranges[first] <= start && ranges[first + 1] >= end) return false
  let next = first
  let low = start
  let high = end
  while (next < ranges.length && ranges[next] <= end) {
    low = Math.min(low, ranges[next])
    high = Math.max(high, ranges[next + 1])
    next += 2
  }
  ranges.splice(first, next - first, low, high)
  return true
}

/** True when all of [start, end) is there. */
export function hasRange(all: ClockRanges, client: number, start: number, end: number): boolean {
  const ranges = all.get(client)
  if (!ranges) return false
  const at = firstEndingAtOrAfter(ranges, end)
  return at < ranges.length && ranges[at] <= start
}

/** Index of the first range whose end is >= `clock`; `ranges.length` when there is none. */
function firstEndingAtOrAfter(ranges: readonly number[], clock: number): number {
  let low = 0
  let high = ranges.length / 2
  while (low < high) {
    const middle = (low + high) >> 1
    if (ranges[middle * 2 + 1] < clock) low = middle + 1
    else high = middle
  }
  return low * 2
}
