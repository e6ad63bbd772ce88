import { describe, expect, it } from 'vitest'
import type { ShapeId } from '../../../../lib/base/ids.ts'
import { watch } from '../../../../lib/base/signal.ts'
import { createLibrary } from '../../../../lib/page/files/library.ts'
import type { LibraryItem } from '../../../../lib/page/kept/library-store.ts'
import { BoardDriver, plainMeasurer } from '../../../support/editor/board-driver.ts'

/** A library file of Excalidraw with so many drawings. */
const libraryFile = (count: number) =>
  new File(
    [
      JSON.stringify({
        type: 'excalidrawlib',
        version: 2,
        libraryItems: Array.from({ length: count }, (_, i) => ({
          id: `item${i}`,
          name: `Item ${i}`,
          elements: [{ id: `e${i}`, type: 'rectangle', x: 0, y: 0, width: 40, height: 30 }],
        })),
      }),
    ],
    'things.excalidrawlib',
  )

/** A library whose store takes so many portions. */
function libraryThatTakes(limit: number) {
  const puts: number[] = []
  const shown: number[] = []
  const said: string[] = []
  let [nextShape, nextItem] = [0, 0]
  const { editor } = new BoardDriver()
  const library = createLibrary({
    editor,
    measure: plainMeasurer,
    api: {} as never,
    pictures: { add: async () => true } as never,
    store: {
      items: async () => [],
      async put(items: readonly LibraryItem[]) {
        if (puts.length === limit) return false
        puts.push(items.length)
        return true
      },
      remove: async () => {},
    },
    write: async ({ shapes }) => ({ board: JSON.stringify(shapes), picture: '' }),
    say: (text) => said.push(text),
    t: ((key: string) => key) as never,
    newId: () => `s${nextShape++}` as ShapeId,
    newSeed: () => 7,
    newItemId: () => `i${nextItem++}`,
  })
  watch(library.items, () => shown.push(library.items.value.length))
  return { library, puts, shown, said }
}

describe('a file of many things', () => {
  it('comes in portions that are seen as they are kept, lies in its order, and is told of once', async () => {
    const { library, puts, shown, said } = libraryThatTakes(Number.POSITIVE_INFINITY)
    await library.addFile(libraryFile(45))
    expect(puts).toEqual([20, 20, 5])
    expect(shown.filter((count) => count > 0)).toEqual([20, 40, 45])
    expect(library.items.value.map(({ name }) => name)).toEqual(Array.from({ length: 45 }, (_, i) => `Item ${i}`))
    expect(said).toEqual(['library.added'])
  })

  it('says so when the browser has no more room, and keeps what it kept', async () => {
    const { library, said } = libraryThatTakes(1)
    await library.addFile(libraryFile(45))
    expect(library.items.value).toHaveLength(20)
    expect(said).toEqual(['library.full'])
  })

  it('keeps no more than a library may hold, the first ones', async () => {
    const { library, said } = libraryThatTakes(Number.POSITIVE_INFINITY)
    await library.addFile(libraryFile(2_003))
    expect(library.items.value).toHaveLength(2_000)
    expect(library.items.value[0].name).toBe('Item 0')
    expect(said).toEqual(['library.full'])
  })
})
