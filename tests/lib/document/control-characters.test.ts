import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { ShapeId } from '../../../lib/base/ids.ts'
import { createBoardDocument } from '../../../lib/document/create-board-document.ts'
import { printSvg } from '../../../lib/print/print-svg.ts'
import { tableMeasurer } from '../../../lib/shapes/measure-table.ts'
import { makeShape } from '../../../lib/shapes/registry.ts'
import { plainText, type RichText } from '../../../lib/shapes/rich-text.ts'

const id = (name: string) => name as ShapeId
// biome-ignore format: one of each kind
const NASTY = 'a\u0000b\u0007c\u001bd\u007fe\u0085f\ud800g\uffffh'
const CLEAN = 'abcde\nfgh'

describe('control characters', () => {
  it('DC19 never reach a board, by any field of any command', () => {
    const board = createBoardDocument({ doc: new Y.Doc() })
    const text: RichText = [{ insert: NASTY, attributes: { bold: true } }]
    const shapes = [
      makeShape('geo', id('box'), { text }),
      makeShape('frame', id('frame'), { name: NASTY }),
      makeShape('image', id('image'), { alt: NASTY }),
    ]
    board.dispatch({ name: 'create', shapes })
    board.dispatch({ name: 'update', patches: [{ id: id('box'), patch: { text: [{ insert: `${NASTY}!` }] } }] })
    board.dispatch({ name: 'set-title', title: NASTY })
    const box = board.board.get(id('box'))
    expect(box && 'text' in box && plainText(box.text)).toBe(`${CLEAN}!`)
    expect(board.board.get(id('frame'))).toMatchObject({ name: CLEAN })
    expect(board.board.get(id('image'))).toMatchObject({ alt: CLEAN })
    expect(board.board.title).toBe(CLEAN)
  })

  it('DC19 that somebody else has put there are not printed', () => {
    const shape = makeShape('geo', id('box'), { text: [{ insert: 'a\u0000b' }] })
    const context = { measure: tableMeasurer, shape: () => undefined }
    expect(printSvg({ shapes: [shape], context, theme: 'light', background: false })).toContain('>ab</text>')
  })
})
