import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ShapeId } from '../../../lib/base/ids.ts'
import { boardReaders } from '../../../lib/interchange/board-readers.ts'
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

test('DC40 no value in any field of a library makes it throw, nor any of its scenes', () => {
  const value = fc.oneof(fc.jsonValue({ maxDepth: 3 }), fc.constantFrom('__proto__', 'rectangle', '\ud800', 1e308, -1))
  const element = fc.oneof(
    value,
    fc.record({ id: value, type: fc.constantFrom('rectangle', 'line', 'text'), x: value, points: value }),
  )
  const item = fc.oneof(value, fc.record({ id: value, name: value, elements: fc.array(element) }), fc.array(element))
  const file = fc.record({
    type: fc.constant('excalidrawlib'),
    version: value,
    libraryItems: fc.oneof(value, fc.array(item)),
    library: value,
  })
  const options = { newId: () => 'a' as ShapeId, newSeed: () => 1 }
  fc.assert(
    fc.property(file, fc.nat(200), (library, cut) => {
      const text = JSON.stringify(library)
      for (const whole of [text, text.slice(0, cut)]) {
        const found = splitExcalidrawLibrary(whole)
        if (!found.ok) expect(found.error.code).toMatch(/^(not-json|wrong-file-type|too-large)$/)
        for (const { name, scene } of found.ok ? found.value : []) {
          expect(typeof name).toBe('string')
          boardReaders.excalidraw(JSON.stringify(scene), options)
        }
      }
    }),
    { numRuns: 200 },
  )
})
