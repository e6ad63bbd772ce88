/** Tables in files of programs that have none. */
import { expect, it } from 'vitest'
import { tableOf } from '../../../lib/document/tables.ts'
import { exportExcalidraw } from '../../../lib/interchange/excalidraw-export.ts'
import { tableMeasurer } from '../../../lib/shapes/measure-table.ts'
import { makeShape } from '../../../lib/shapes/registry.ts'
import { richText } from '../../../lib/shapes/rich-text.ts'
import { id } from '../../support/document/board-peers.ts'

it('DC46 a table goes to Excalidraw as grouped boxes with its words, and arrows stay bound to it', () => {
  const table = tableOf(id('t'), [
    [richText('Name'), richText('Age')],
    [richText('Ann'), []],
  ])
  const arrow = makeShape('arrow', id('w'), { end: { target: id('t'), anchor: { x: 0.5, y: 0.5 }, mode: 'outline' } })
  const file = exportExcalidraw({ shapes: [table, arrow], measure: tableMeasurer })
  const { elements } = file as { elements: readonly Record<string, unknown>[] }
  const boxes = elements.filter(({ type }) => type === 'rectangle')
  expect(boxes.map((box) => box.groupIds)).toEqual(Array.from({ length: 5 }, () => ['t-table']))
  expect(boxes[0]).toMatchObject({ id: 't', boundElements: [{ type: 'arrow', id: 'w' }] })
  expect(elements.filter(({ type }) => type === 'text').map(({ text }) => text)).toEqual(['Name', 'Age', 'Ann'])
  expect(elements.at(-1)).toMatchObject({ endBinding: { elementId: 't' } })
})
