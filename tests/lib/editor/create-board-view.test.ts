import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { ShapeId } from '../../../lib/base/ids.ts'
import { signal } from '../../../lib/base/signal.ts'
import { createBoardDocument } from '../../../lib/document/create-board-document.ts'
import type { PeerPresence } from '../../../lib/document/presence.ts'
import { createBoardView } from '../../../lib/editor/board/create-board-view.ts'
import { emptyPreview, type Preview } from '../../../lib/editor/tools/tool.ts'
import { boxesTouch } from '../../../lib/geometry/box.ts'
import { makeShape, type Shape } from '../../../lib/shapes/registry.ts'
import { plainMeasurer } from '../../support/editor/board-driver.ts'

/** Small and repeatable. */
function lcg(seed: number) {
  let state = seed >>> 0
  return (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}
const open = (doc = new Y.Doc()) => {
  const document = createBoardDocument({ doc, measure: plainMeasurer })
  const preview = signal<Preview>(emptyPreview)
  const peers = signal<readonly PeerPresence[]>([])
  const view = createBoardView({ document, measure: plainMeasurer, preview, peers })
  return { document, preview, peers, view }
}
const moved = (shape: Shape, x: number, y: number): Shape => ({ ...shape, placement: { ...shape.placement, x, y } })

describe('the view', () => {
  it('answers like a fresh one after any mix of changes and previews, and names all that looks different', () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const pick = lcg(seed)
      const board = open()
      const { document, preview, peers, view } = board
      let next = 0
      const any = () => document.board.shapes[pick(document.board.size)]
      const invalid = new Set<ShapeId>()
      view.onInvalidated((ids) => {
        for (const id of ids) invalid.add(id)
      })
      const drawn = () =>
        new Map(document.board.shapes.map((s) => [s.id, JSON.stringify(view.paintBounds(view.get(s.id) ?? s))]))
      for (let round = 0; round < 120; round++) {
        const before = drawn()
        invalid.clear()
        const roll = pick(8)
        if (roll < 3 || document.board.size < 4) {
          const placement = { x: pick(2000), y: pick(2000), w: 10 + pick(200), h: 10 + pick(200), rotation: pick(7) }
          const target = document.board.size > 0 ? any().id : ('none' as ShapeId)
          const end = { target, anchor: { x: 0.5, y: 0.5 }, mode: 'outline' as const }
          const id = `s${next++}` as ShapeId
          const shape = pick(3) === 0 ? makeShape('arrow', id, { placement, end }) : makeShape('geo', id, { placement })
          document.dispatch({ name: 'create', shapes: [shape] })
        } else if (roll === 3) document.dispatch({ name: 'delete', ids: [any().id] })
        else if (roll === 4)
          document.dispatch({
            name: 'update',
            patches: [
              { id: any().id, patch: { placement: { x: pick(2000), y: pick(2000), w: 50, h: 50, rotation: 0 } } },
            ],
          })
        else if (roll === 5) {
          const shapes = [any(), any()].map((shape) => moved(shape, pick(2000), pick(2000)))
          preview.value = { ...emptyPreview, replaced: new Map(shapes.map((shape) => [shape.id, shape])) }
        } else if (roll === 6) {
          const { id, placement } = any()
          peers.value = [{ moving: [{ id, placement: { ...placement, x: pick(2000) } }], drawing: [] } as never]
        } else {
          preview.value = emptyPreview
          peers.value = []
        }
        const after = drawn()
        for (const [id, box] of after) if (before.get(id) !== box) expect(invalid, `seed ${seed}`).toContain(id)
        const box = { x: pick(2000), y: pick(2000), w: 400, h: 400 }
        const shown = document.board.shapes.map(({ id }) => view.get(id) as Shape)
        const expected = shown
          .filter((s) => s.type !== 'group' && boxesTouch(view.paintBounds(s), box))
          .map(({ id }) => id)
        expect(
          view.inBox(box).map(({ id }) => id),
          `seed ${seed} round ${round}`,
        ).toEqual(expected)
      }
      preview.value = emptyPreview
      peers.value = []
      const fresh = open(document.doc).view
      for (const shape of document.board.shapes)
        expect(view.paintBounds(shape), `seed ${seed}`).toEqual(fresh.paintBounds(fresh.get(shape.id) as Shape))
    }
  })
  it('I51 a preview of a deleted shape shows nothing', () => {
    const { document, preview, view } = open()
    const id = 'a' as ShapeId
    const shape = makeShape('geo', id, { placement: { x: 0, y: 0, w: 10, h: 10, rotation: 0 } })
    document.dispatch({ name: 'create', shapes: [shape] })
    preview.value = { ...emptyPreview, replaced: new Map([[id, moved(shape, 50, 50)]]) }
    document.dispatch({ name: 'delete', ids: [id] })
    expect([view.get(id), view.inBox({ x: -100, y: -100, w: 500, h: 500 })]).toEqual([undefined, []])
  })
  it('tells where a shape was before it changed', () => {
    const { document, view } = open()
    const id = 'a' as ShapeId
    document.dispatch({
      name: 'create',
      shapes: [makeShape('geo', id, { placement: { x: 0, y: 0, w: 10, h: 10, rotation: 0 } })],
    })
    const was = view.paintBounds(view.get(id) as Shape)
    const seen: unknown[] = []
    view.onInvalidated((ids, before) => seen.push([[...ids], [...before.values()]]))
    document.dispatch({
      name: 'update',
      patches: [{ id, patch: { placement: { x: 99, y: 0, w: 10, h: 10, rotation: 0 } } }],
    })
    document.dispatch({ name: 'delete', ids: [id] })
    const then = { ...was, x: was.x + 99 }
    expect(seen).toEqual([
      [[id], [was]],
      [[id], [then]],
    ])
  })
})
