import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { pathOf } from '../../../lib/canvas/printed.ts'
import { pathData } from '../../../lib/print/svg-primitives.ts'
import { number } from '../../../lib/print/xml.ts'
import { kindOf } from '../../../lib/shapes/registry.ts'
import { contextOf, shapeOf, shapeTypes } from '../shapes/arbitraries.ts'

/** Stands for the browser's own Path2D and writes down what the canvas is told. */
class WrittenPath {
  text = ''
  moveTo = (...at: number[]) => this.#write('M', at)
  lineTo = (...at: number[]) => this.#write('L', at)
  bezierCurveTo = (...at: number[]) => this.#write('C', at)
  quadraticCurveTo = (...at: number[]) => this.#write('Q', at)
  closePath = () => this.#write('Z', [])
  #write(letter: string, at: readonly number[]): void {
    this.text += letter + at.map(number).join(' ')
  }
}

const before = globalThis.Path2D
beforeAll(() => {
  globalThis.Path2D = WrittenPath as unknown as typeof Path2D
})
afterAll(() => {
  globalThis.Path2D = before
})

it.each(shapeTypes)('SH5 every line of a shape is the same on the canvas and in the SVG: %s', (type) => {
  fc.assert(
    fc.property(shapeOf(type), (shape) => {
      for (const primitive of kindOf(shape).paint(shape, contextOf(shape), 'full')) {
        if (primitive.name !== 'path') continue
        expect((pathOf(primitive.path) as unknown as WrittenPath).text).toBe(pathData(primitive.path))
      }
    }),
    { numRuns: 30 },
  )
})
