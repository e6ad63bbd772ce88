import { describe, expect, test } from 'vitest'
import { createTileStore, MAX_TILE_BYTES, TILE_PX } from '../../../lib/canvas/tile-store.ts'

const MOST = MAX_TILE_BYTES / (TILE_PX * TILE_PX * 4)
function bitmap() {
  const state = { isClosed: false }
  const image = {
    width: TILE_PX,
    height: TILE_PX,
    close() {
      state.isClosed = true
    },
  }
  return { image, state }
}
const tile = (scale: number, column: number, row = 0, image = bitmap().image) => ({
  scale,
  column,
  row,
  bitmap: image,
  isStale: false,
})

describe('tile store', () => {
  test('memory is bounded: the least recently drawn tile goes first and its picture is closed', () => {
    const store = createTileStore()
    const oldest = bitmap()
    store.put(tile(1, 0, 0, oldest.image))
    store.put(tile(1, 1))
    store.get(1, 0, 0)
    for (let column = 2; column < MOST + 1; column++) store.put(tile(1, column))
    expect(store.bytes).toBeLessThanOrEqual(MAX_TILE_BYTES)
    expect(store.get(1, 1, 0)).toBeUndefined()
    expect(store.get(1, 0, 0)).toBeDefined()
    for (let column = 0; column < MOST; column++) store.put(tile(2, column))
    expect(oldest.state.isClosed).toBe(true)
  })
  test('the pinned scale stays, however much comes in', () => {
    const store = createTileStore()
    store.pin(0.125)
    store.put(tile(0.125, 3, 4))
    for (let column = 0; column < MOST * 2; column++) store.put(tile(1, column))
    expect(store.get(0.125, 3, 4)).toBeDefined()
  })
  test('a change marks the tiles that it touches, at every scale, and no others', () => {
    const store = createTileStore()
    for (const column of [0, 1, 2]) store.put(tile(1, column))
    store.put(tile(0.5, 0))
    store.put(tile(0.5, 1))
    store.markStale({ x: TILE_PX + 10, y: 10, w: 50, h: 50 })
    expect([0, 1, 2].map((column) => store.get(1, column, 0)?.isStale)).toEqual([false, true, false])
    expect([0, 1].map((column) => store.get(0.5, column, 0)?.isStale)).toEqual([true, false])
  })
  test('a tile painted anew takes the place of the old one', () => {
    const store = createTileStore()
    const old = bitmap()
    store.put({ ...tile(1, 0, 0, old.image), isStale: true })
    store.put(tile(1, 0))
    expect(old.state.isClosed).toBe(true)
    expect(store.count).toBe(1)
    expect(store.get(1, 0, 0)?.isStale).toBe(false)
  })
})
