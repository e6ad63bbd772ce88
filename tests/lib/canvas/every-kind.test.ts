/** The board that the picture tests redraw lacks no kind: a new one is compared as soon as it is there. */
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import type { ShapeId } from '../../../lib/base/ids.ts'
import { readShape } from '../../../lib/document/read.ts'
import { shapeKinds } from '../../../lib/shapes/registry.ts'
import { bytesOfEveryKind } from '../../e2e/canvas/harness/every-kind.ts'
import { plainMeasurer } from '../../support/editor/board-driver.ts'

test('the board that picture tests redraw has every kind of shape', () => {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, bytesOfEveryKind(plainMeasurer))
  const stored = [...doc.getMap<Y.Map<unknown>>('shapes')]
  const kinds = new Set(stored.map(([id, shape]) => readShape(id as ShapeId, shape).type))
  expect([...kinds].sort()).toEqual(Object.keys(shapeKinds).sort())
})
