import { describe, expect, it } from 'vitest'
import { exportExcalidraw } from '../../../lib/interchange/excalidraw-export.ts'
import { importExcalidraw } from '../../../lib/interchange/excalidraw-import.ts'
import type { ImportResult } from '../../../lib/interchange/import-result.ts'
import { commentCommands, exportJson, importJson } from '../../../lib/interchange/json.ts'
import type { TextMeasurer } from '../../../lib/shapes/kind.ts'
import { makeShape, type Shape } from '../../../lib/shapes/registry.ts'
import { richText } from '../../../lib/shapes/rich-text.ts'
import { id, openBoard, rectangle } from '../../support/document/board-peers.ts'
import { fixture } from '../../support/document/fixture.ts'
import { everything } from '../../support/document/follow-board.ts'
import { countingOptions } from '../../support/document/import-options.ts'
import { seeded } from '../../support/document/random.ts'
import { randomCommand } from '../../support/document/random-command.ts'

const measure: TextMeasurer = { width: (text, _font, fontSize) => text.length * fontSize * 0.55 }

function read(input: unknown): ImportResult {
  const result = importExcalidraw(input, countingOptions())
  if (!result.ok) throw new Error(result.error.code)
  return result.value
}
interface WrittenElement {
  readonly id: string
  readonly type: string
  readonly containerId?: string | null
  readonly boundElements: readonly { readonly id: string; readonly type: string }[] | null
  readonly groupIds: readonly string[]
  readonly frameId: string | null
}
function write(shapes: readonly Shape[], from?: ImportResult): readonly WrittenElement[] {
  const file = exportExcalidraw({ shapes, measure, assets: from?.assets })
  return (JSON.parse(JSON.stringify(file)) as { elements: readonly WrittenElement[] }).elements
}

describe('Excalidraw round trip', () => {
  const first = read(fixture('all-kinds.excalidraw'))
  const file = exportExcalidraw({ shapes: first.shapes, measure, assets: first.assets })
  const second = read(JSON.stringify(file))

  it('gives the same kinds with the same words, looks and places', () => {
    // Heights are left out: words that need more room than the file gave them are written as large as they are drawn.
    const essence = ({ shapes }: ImportResult) =>
      shapes
        .filter(({ type }) => type !== 'arrow')
        .map(({ id: _id, parent: _parent, placement: { h: _h, ...placement }, ...shape }) => ({ ...shape, placement }))
    expect(essence(second)).toEqual(essence(first))
    expect([...second.assets.values()]).toEqual([...first.assets.values()])
  })

  it('gives the same groups, frames, labels and bindings', () => {
    const at = ({ shapes }: ImportResult, name: string) => shapes.findIndex((shape) => shape.id === name)
    const ties = (result: ImportResult) =>
      result.shapes.map((shape) => [
        at(result, shape.parent),
        shape.type === 'arrow' && [shape.start?.target, shape.end?.target].map((target) => at(result, target ?? '')),
        shape.type === 'arrow' && [shape.text, shape.route, shape.startHead, shape.endHead],
      ])
    expect(ties(second)).toEqual(ties(first))
  })
})

describe('Excalidraw export', () => {
  it('names every tie on both sides', () => {
    const shapes = [
      makeShape('frame', id('f')),
      rectangle('a', 0, 0, { text: richText('API'), parent: 'f' }),
      makeShape('arrow', id('w'), { end: { target: id('a'), anchor: { x: 0.5, y: 0.5 }, mode: 'outline' } }),
    ]
    const elements = write(shapes)
    expect(elements.map((element) => element.id)).toEqual(['a', 'a-label', 'f', 'w'])
    const [a, label] = elements
    expect(label).toMatchObject({ containerId: 'a', text: 'API', frameId: 'f' })
    expect(a.boundElements).toEqual([
      { type: 'text', id: 'a-label' },
      { type: 'arrow', id: 'w' },
    ])
  })

  it('draws forms that Excalidraw lacks as closed lines, grouped with their words', () => {
    const elements = write([rectangle('s', 0, 0, { form: 'star', text: richText('new') })])
    expect(elements).toMatchObject([
      { type: 'line', polygon: true, groupIds: ['s-form'] },
      { type: 'text', containerId: null, groupIds: ['s-form'] },
    ])
  })

  it('leaves images without bytes out', () => {
    expect(write([makeShape('image', id('i'), { asset: 'f'.repeat(64) })])).toEqual([])
  })
})

describe('Inkroom file', () => {
  for (let seed = 1; seed <= 5; seed++) {
    it(`an export into an empty board gives the same board, seed ${seed}`, () => {
      const random = seeded(seed)
      const from = openBoard(1)
      let next = 0
      for (let i = 0; i < 80; i++) {
        from.dispatch(randomCommand({ random, board: from.board, newId: () => `n${next++}` }))
      }
      const text = JSON.stringify(exportJson(from.board))
      const read = importJson(text, { ...countingOptions(), keepIds: true })
      if (!read.ok) throw new Error(read.error.code)
      const to = openBoard(2)
      const { shapes, title = '', background = '', comments } = read.value
      to.dispatch({
        name: 'batch',
        commands: [
          { name: 'create', shapes },
          { name: 'set-title', title },
          { name: 'set-background', background },
          ...commentCommands(comments),
        ],
      })
      const mended = (board: typeof from) => ({
        ...everything(board.board),
        shapes: board.board.shapes.map(({ index: _index, ...shape }) => shape),
      })
      const sorted = (result: ReturnType<typeof mended>) => ({
        ...result,
        shapes: [...result.shapes].sort((a, b) => (a.id < b.id ? -1 : 1)),
        children: result.children.flat().sort(),
        arrows: result.arrows.flat().sort(),
        parents: [...result.parents].sort(),
      })
      expect(sorted(mended(to))).toEqual(sorted(mended(from)))
    })
  }

  it('gives new ids to what comes into a board that has something', () => {
    const a = openBoard()
    a.dispatch({ name: 'create', shapes: [rectangle('a'), makeShape('frame', id('f'))] })
    a.dispatch({ name: 'set-parent', ids: [id('a')], parent: id('f') })
    const read = importJson(exportJson(a.board), countingOptions())
    if (!read.ok) throw new Error(read.error.code)
    expect(a.dispatch({ name: 'create', shapes: read.value.shapes }).ok).toBe(true)
    expect(a.board.childrenOf(id('s1')).map((shape) => shape.id)).toEqual(['s2'])
  })
})
