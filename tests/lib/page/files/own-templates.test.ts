import { expect, it } from 'vitest'
import { createLibrary } from '../../../../lib/page/files/library.ts'
import { itemName, type LibraryItem, type LibraryStore } from '../../../../lib/page/kept/library-store.ts'
import type { RoomApi } from '../../../../lib/page/server/room-api.ts'
import { plainText, richText } from '../../../../lib/shapes/rich-text.ts'
import { countingOptions } from '../../../support/document/import-options.ts'
import { BoardDriver, plainMeasurer } from '../../../support/editor/board-driver.ts'

const item = (id: string, name: string): LibraryItem => ({
  ...{ id, name, picture: '' },
  board: JSON.stringify({ type: 'inkroom', version: 1, shapes: [{ id: 's', type: 'note', text: [{ insert: name }] }] }),
})

function kept(...items: readonly LibraryItem[]) {
  let stored = [...items]
  const store: LibraryStore = {
    items: async () => stored,
    put: async (added) => {
      stored = [...added, ...stored.filter(({ id }) => !added.some((one) => one.id === id))]
      return true
    },
    remove: async (id) => {
      stored = stored.filter((one) => one.id !== id)
    },
  }
  return { store, names: () => stored.map(({ name }) => name) }
}
function opened(store: LibraryStore) {
  const board = new BoardDriver()
  const said: string[] = []
  const library = createLibrary({
    ...{ editor: board.editor, measure: plainMeasurer, api: {} as RoomApi, pictures: { add: async () => {} }, store },
    ...{ say: (text: string) => void said.push(text), t: (key: string) => key, ...countingOptions() },
    newItemId: () => 'new',
  })
  return { board, library, said }
}

it('DC66 an own template is renamed, here and where it is kept, and taken out again', async () => {
  const { store, names } = kept(item('a', 'Retro'), item('b', 'Plan'))
  const { library } = opened(store)
  await store.items()
  await library.rename('b', '  Sprint\u0000 \nplan')
  expect(names()).toEqual(['Sprint', 'Retro'])
  expect(library.items.value.map(({ name }) => name)).toEqual(['Sprint', 'Retro'])
  await library.rename('gone', 'x')
  library.remove('a')
  await Promise.resolve()
  expect(names()).toEqual(['Sprint'])
})

it('DC66 what is put on the board is one undo step, and what was tampered with says why not', async () => {
  const { store } = kept(item('a', 'Retro'))
  const { board, library, said } = opened(store)
  await library.insert(item('a', 'Retro'))
  expect(board.shapes.map((shape) => shape.type === 'note' && plainText(shape.text))).toEqual(['Retro'])
  board.key('Mod+z')
  expect(board.shapes).toEqual([])
  await library.insert({ ...item('a', 'x'), board: '{"type":' })
  expect([board.shapes, said]).toEqual([[], ['import.failed']])
})

it('DC66 names are one short line', () => {
  expect(itemName(`${'x'.repeat(59)}😀`)).toBe('x'.repeat(59))
  expect(plainText(richText(itemName('a\nb')))).toBe('a')
})
