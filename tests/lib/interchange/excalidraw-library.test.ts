import { expect, test } from 'vitest'
import { splitExcalidrawLibrary } from '../../../lib/interchange/excalidraw-library.ts'

const box = { id: '1', type: 'rectangle', x: 0, y: 0, width: 10, height: 10 }
const split = (file: unknown) => splitExcalidrawLibrary(JSON.stringify(file))

test('libraries of both versions are split into scenes of their own', () => {
  const scene = { type: 'excalidraw', elements: [box] }
  expect(
    split({ type: 'excalidrawlib', version: 2, libraryItems: [{ id: 'a', name: 'Box', elements: [box] }] }),
  ).toEqual({
    ok: true,
    value: [{ name: 'Box', scene }],
  })
  expect(split({ type: 'excalidrawlib', version: 1, library: [[box]] })).toEqual({
    ok: true,
    value: [{ name: '', scene }],
  })
})

test('what is no library is told from one', () => {
  expect(split({ type: 'excalidraw', elements: [box] })).toMatchObject({
    ok: false,
    error: { code: 'wrong-file-type' },
  })
  expect(splitExcalidrawLibrary('no json').ok).toBe(false)
  expect(split({ type: 'excalidrawlib', libraryItems: [null, 7] })).toMatchObject({ ok: true })
})
