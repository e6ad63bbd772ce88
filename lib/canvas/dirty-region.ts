/** What of the screen must be repainted: device-pixel rectangles, gathered between frames and handed out merged. */
import { type Box, boxesTouch } from '../geometry/box.ts'

/** Up to here rectangles are merged one by one; beyond it they are collected in cells. */
const MAX_SINGLE_RECTS = 64
const CELL_PX = 32
/** Antialiasing reaches over the edge of what was measured. */
const MARGIN_PX = 2

export interface DirtyRegion {
  readonly isEmpty: boolean
  /** Marks a rectangle (fractions allowed); what lies outside the screen is cut off. */
  add(rect: Box): void
  /** Marks again what was taken and not repaired; it comes first at the next time. */
  giveBack(rects: readonly Box[]): void
  addAll(): void
  /** Everything that is dirty, in whole pixels, and clean from now on; `all` when that is more than half. */
  take(): readonly Box[] | 'all'
  clear(): void
  /** A new screen size; all of it is dirty. */
  resize(w: number, h: number): void
}

const area = (box: Box) => box.w * box.h

function around(a: Box, b: Box): Box {
  const x = Math.min(a.x, b.x)
  const y = Math.min(a.y, b.y)
  return { x, y, w: Math.max(a.x + a.w, b.x + b.w) - x, h: Math.max(a.y + a.h, b.y + b.h) - y }
}

/** Joins rectangles that touch or whose union costs hardly more than they do. */
function merge(rects: Box[]): Box[] {
  for (let i = 0; i < rects.length; i++) {
    for (let j = i + 1; j < rects.length; j++) {
      const both = around(rects[i], rects[j])
      const isCheap = area(both) <= (area(rects[i]) + area(rects[j])) * 1.2
      if (!isCheap && !(boxesTouch(rects[i], rects[j]) && area(both) < 65_536)) continue
      rects[i] = both
      rects.splice(j, 1)
      i = -1
      break
    }
  }
  return rects
}

export function createDirtyRegion(): DirtyRegion {
  let width = 0
  let height = 0
  let singles: Box[] = []
  let cells: Uint8Array | null = null
  let columns = 0
  let isAll = false

  function markCells(rect: Box) {
    if (!cells) {
      columns = Math.ceil(width / CELL_PX)
      cells = new Uint8Array(columns * Math.ceil(height / CELL_PX))
    }
    const right = Math.min(columns - 1, Math.floor((rect.x + rect.w - 1) / CELL_PX))
    const bottom = Math.floor((Math.min(height, rect.y + rect.h) - 1) / CELL_PX)
    for (let row = Math.floor(rect.y / CELL_PX); row <= bottom; row++)
      cells.fill(1, row * columns + Math.floor(rect.x / CELL_PX), row * columns + right + 1)
  }
  function gatherInCells() {
    if (!cells && singles.length <= MAX_SINGLE_RECTS) return
    for (const rect of singles) markCells(rect)
    singles = []
  }
  /** Runs of marked cells as rectangles. */
  function cellRects(marked: Uint8Array): Box[] {
    const rects: Box[] = []
    for (let row = 0; row * columns < marked.length; row++) {
      let start = -1
      for (let column = 0; column <= columns; column++) {
        const isMarked = column < columns && marked[row * columns + column] === 1
        if (isMarked && start < 0) start = column
        if (!isMarked && start >= 0) {
          const x = start * CELL_PX
          const y = row * CELL_PX
          rects.push({ x, y, w: Math.min(width, column * CELL_PX) - x, h: Math.min(height, y + CELL_PX) - y })
          start = -1
        }
      }
    }
    return rects
  }
  function take(): readonly Box[] | 'all' {
    if (isAll) return 'all'
    if (!cells) {
      const rects = merge(singles)
      return rects.reduce((sum, rect) => sum + area(rect), 0) > (width * height) / 2 ? 'all' : rects
    }
    const marked = cells.reduce((sum, cell) => sum + cell, 0)
    return marked > cells.length / 2 ? 'all' : cellRects(cells)
  }
  function clear() {
    isAll = false
    singles = []
    cells = null
  }

  return {
    get isEmpty() {
      return !isAll && singles.length === 0 && cells === null
    },
    add(rect) {
      const x = Math.max(0, Math.floor(rect.x - MARGIN_PX))
      const y = Math.max(0, Math.floor(rect.y - MARGIN_PX))
      const w = Math.min(width, Math.ceil(rect.x + rect.w + MARGIN_PX)) - x
      const h = Math.min(height, Math.ceil(rect.y + rect.h + MARGIN_PX)) - y
      if (!(w > 0 && h > 0)) return
      if (isAll) return
      singles.push({ x, y, w, h })
      gatherInCells()
    },
    giveBack(rects) {
      if (isAll) return
      singles = [...rects, ...singles]
      gatherInCells()
    },
    addAll() {
      clear()
      isAll = true
    },
    take() {
      const taken = take()
      clear()
      return taken
    },
    clear,
    resize(w, h) {
      width = w
      height = h
      clear()
      isAll = true
    },
  }
}
