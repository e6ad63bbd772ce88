import { expect, it } from 'vitest'
import { readingExcalidraw } from '../../../lib/interchange/excalidraw-import.ts'
import { countingOptions } from '../../support/document/import-options.ts'

const COUNT = 2_000
/** Elements that one step may look at. */
const AT_A_TIME = 64

it.each([
  ['where they are', 0],
  ['far away, so that all are moved', 2e9],
])('DC26 a large Excalidraw file is read a few elements a step: %s', (_, from) => {
  let seen = new Set<number>()
  const elements = Array.from({ length: COUNT }, (_, nth) => ({
    ...{ id: `e${nth}`, type: 'rectangle', y: 0, width: 10, height: 10 },
    get x() {
      seen.add(nth)
      return from + nth
    },
    get isDeleted() {
      seen.add(nth)
      return false
    },
  }))
  const reading = readingExcalidraw({ type: 'excalidraw', elements }, countingOptions())
  const most: number[] = []
  for (let step = reading.next(); ; step = reading.next()) {
    most.push(seen.size)
    seen = new Set()
    if (!step.done) continue
    expect(step.value.ok && step.value.value.shapes.length).toBe(COUNT)
    break
  }
  expect(Math.max(...most)).toBeLessThanOrEqual(AT_A_TIME)
  expect(most[0]).toBe(0)
})
