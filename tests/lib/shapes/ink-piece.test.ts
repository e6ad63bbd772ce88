import { createCanvas } from '@napi-rs/canvas'
import { describe, expect, it } from 'vitest'
import type { Path } from '../../../lib/geometry/path.ts'
import { inkPath, inkPiece } from '../../../lib/shapes/ink.ts'
import type { StrokePoint } from '../../../lib/shapes/stroke-points.ts'
import { seeded } from '../../e2e/canvas/harness/seeded.ts'

const SIZE = 10
/** A wandering hand: now slow, now fast, now and then turning sharply. */
function stroke(seed: number, count: number): readonly StrokePoint[] {
  const random = seeded(seed)
  const points: StrokePoint[] = []
  let [x, y, heading, pressure] = [0, 0, 0, 0.5]
  for (let i = 0; i < count; i++) {
    heading += random() < 0.03 ? Math.PI * random() : (random() - 0.5) * 0.5
    pressure = Math.min(1, Math.max(0.1, pressure + (random() - 0.5) * 0.1))
    const step = 0.3 + random() * 6
    x += Math.cos(heading) * step
    y += Math.sin(heading) * step
    points.push({ x, y, pressure })
  }
  return points
}

const PAPER = 1200
/** Which pixels are inked by all these paths together. */
function inked(paths: readonly Path[], middle: StrokePoint): Uint8Array {
  const context = createCanvas(PAPER, PAPER).getContext('2d')
  context.translate(PAPER / 2 - middle.x, PAPER / 2 - middle.y)
  for (const path of paths) {
    context.beginPath()
    for (const command of path) {
      if (command[0] === 'M') context.moveTo(command[1], command[2])
      else if (command[0] === 'L') context.lineTo(command[1], command[2])
      else if (command[0] === 'Q') context.quadraticCurveTo(command[1], command[2], command[3], command[4])
      else if (command[0] === 'Z') context.closePath()
    }
    context.fill()
  }
  const { data } = context.getImageData(0, 0, PAPER, PAPER)
  return Uint8Array.from({ length: PAPER * PAPER }, (_, i) => (data[i * 4 + 3] > 127 ? 1 : 0))
}

describe('ink of a stroke under way, in pieces', () => {
  it.each([1, 2, 3, 4, 5])('I39 is the ink of the whole stroke (seed %i)', (seed) => {
    const points = stroke(seed, 500)
    const middle = points[250]
    const whole = inked([inkPath(points, SIZE)], middle)
    const pieces = [
      inkPiece(points.slice(0, 151), SIZE, 0),
      inkPiece(points.slice(0, 351), SIZE, 150),
      inkPiece(points, SIZE, 350),
    ]
    const together = inked(pieces, middle)
    let ink = 0
    let missing = 0
    let stray = 0
    for (let i = 0; i < whole.length; i++) {
      ink += whole[i]
      if (whole[i] > together[i]) missing++
      if (whole[i] < together[i]) stray++
    }
    expect(ink).toBeGreaterThan(5_000)
    expect(missing / ink).toBeLessThan(0.002)
    expect(stray / ink).toBeLessThan(0.002)
  })

  it('costs the same however long the stroke is behind it', () => {
    const points = stroke(9, 20_000)
    expect(inkPiece(points, SIZE, 19_800).length).toBeLessThan(3 * inkPiece(points.slice(0, 400), SIZE, 200).length)
  })
})
