import { expect, it } from 'vitest'
import type { Steps } from '../../../lib/base/steps.ts'
import { exportingExcalidraw } from '../../../lib/interchange/excalidraw-export.ts'
import { exportingJson } from '../../../lib/interchange/json.ts'
import { printingSvg } from '../../../lib/print/print-svg.ts'
import { tableMeasurer } from '../../../lib/shapes/measure-table.ts'
import { rectangle } from '../../support/document/board-peers.ts'

const shapes = Array.from({ length: 1_000 }, (_, i) => rectangle(`s${i}`, i * 20, 0))
const context = { measure: tableMeasurer, shape: (id: string) => shapes.find((shape) => shape.id === id) }

it.each<[string, () => Steps<unknown>]>([
  ['SVG', () => printingSvg({ shapes, context, theme: 'light', background: true })],
  ['Excalidraw', () => exportingExcalidraw({ shapes, measure: tableMeasurer })],
  ['JSON', () => exportingJson({ title: '', background: '', shapes, comments: () => [] })],
])('DC26 a large board is written as %s in steps of a few shapes', (_, write) => {
  const writing = write()
  let steps = 0
  while (!writing.next().done) steps++
  expect(steps).toBeGreaterThanOrEqual(Math.floor(shapes.length / 32))
})
