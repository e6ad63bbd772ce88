/** Boxes in the order in which people read: row by row, left to right. */
import type { Box } from './box.ts'

/** Two boxes stand in one row when they share at least this part of the lower one's height. */
const ROW_SHARE = 0.5

/** The items sorted by rows of their boxes; a row is as high as its topmost box. */
export function inRows<T>(items: readonly T[], boxOf: (item: T) => Box): readonly T[] {
  const placed = items.map((item) => ({ item, box: boxOf(item) }))
  placed.sort((a, b) => a.box.y - b.box.y || a.box.x - b.box.x)
  const rows: (typeof placed)[] = []
  for (const one of placed) {
    const first = rows.at(-1)?.[0].box
    const { y, h } = one.box
    const shared = first ? Math.min(first.y + first.h, y + h) - Math.max(first.y, y) : 0
    if (first && shared >= ROW_SHARE * Math.min(h, first.h)) rows.at(-1)?.push(one)
    else rows.push([one])
  }
  return rows.flatMap((row) => row.sort((a, b) => a.box.x - b.box.x).map(({ item }) => item))
}
