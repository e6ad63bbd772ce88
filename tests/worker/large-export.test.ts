/** What a board of many shapes takes of a worker when it is exported. */
import { execFileSync } from 'node:child_process'
import { createCanvas, loadImage } from '@napi-rs/canvas'
import { expect, it } from 'vitest'
import * as Y from 'yjs'
import type { ShapeId } from '../../lib/base/ids.ts'
import { createBoardDocument } from '../../lib/document/create-board-document.ts'
import { makeShape } from '../../lib/shapes/registry.ts'
import { richText } from '../../lib/shapes/rich-text.ts'
import { pngOf } from '../../worker/picture.ts'

const SHAPES = 1_200
/** A picture as large as pictures get is 268 MB by itself, and was held twice. */
const LIMIT_MB = 640

it('DC26 a large board is exported in every format without all of it being in memory at a time', () => {
  const script = 'tests/support/worker/large-export.ts'
  const told = execFileSync(process.execPath, ['--import', 'tsx', script, String(SHAPES)], { encoding: 'utf8' })
  const rows = told
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
  expect(rows.map(({ format, status, isWhole }) => [format, status, isWhole])).toEqual(
    ['json', 'excalidraw', 'svg', 'pdf', 'png'].map((format) => [format, 200, true]),
  )
  expect(Math.max(...rows.map(({ peakMb }) => Number(peakMb))), told).toBeLessThan(LIMIT_MB)
}, 180_000)

const placement = (x: number, y: number, w: number, h: number) => ({ x, y, w, h, rotation: 0.3 })
const mixed = [
  makeShape('geo', 'a' as ShapeId, { placement: placement(0, 0, 300, 400), fill: '#a5d8ff', opacity: 0.5 }),
  makeShape('geo', 'b' as ShapeId, { placement: placement(80, 90, 200, 100), look: 'sketch', form: 'ellipse' }),
  makeShape('note', 'c' as ShapeId, { placement: placement(120, 150, 160, 160), text: richText('Over an edge Größe') }),
  makeShape('geo', 'd' as ShapeId, { placement: placement(10, 300, 40, 90), fill: '#ffc9c9', fillStyle: 'hachure' }),
]

async function dotsOf(hasBackground: boolean, bandDots?: number): Promise<Buffer> {
  const document = createBoardDocument({ doc: new Y.Doc() })
  document.dispatch({ name: 'create', shapes: mixed })
  const { board } = document
  const png = await pngOf({ board, assets: new Map(), theme: 'light', hasBackground, scale: 1 }, bandDots)
  const image = await loadImage(Buffer.from(png))
  const context = createCanvas(image.width, image.height).getContext('2d')
  context.drawImage(image, 0, 0)
  return Buffer.from(context.getImageData(0, 0, image.width, image.height).data)
}

/** The edge of a slanted line is smoothed a little otherwise where a band ends. */
it.each([true, false])(
  'DC26 a picture drawn in bands is the one that is drawn at once, with paper: %s',
  async (paper) => {
    const whole = await dotsOf(paper)
    expect(new Set(whole).size).toBeGreaterThan(20)
    const banded = await dotsOf(paper, 33_333)
    expect(banded.length).toBe(whole.length)
    let off = 0
    for (let at = 0; at < whole.length; at++) if (Math.abs(whole[at] - banded[at]) > 40) off++
    // A row that is missing between two bands, or there twice, is a thousand.
    expect(off / whole.length).toBeLessThan(0.0003)
  },
  120_000,
)
