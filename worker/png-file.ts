/**
 * A PNG that is written from above in bands: only one of them is ever in memory, and what has been written is packed
 * already. The drawing library's own encoder wants the whole picture, and a copy of it.
 */
import { once } from 'node:events'
import { createDeflate } from 'node:zlib'
import { pngChunk } from '../lib/interchange/embedded-scene.ts'

const SIGNATURE = Uint8Array.of(137, 80, 78, 71, 13, 10, 26, 10)
const TRUE_COLOR = 2
const TRUE_COLOR_WITH_ALPHA = 6
const DOT = 4
/** How a row is told by its neighbours: by the dot at its left, above, or by whichever is nearer. */
const SUB = 1
const UP = 2
const PAETH = 4
const FILTERS = [SUB, UP, PAETH]
/** Which of them suits a row is tried on every such dot. */
const TRIED_EVERY = 16

export interface PngFile {
  /** Whole rows of dots: red, green, blue, alpha. */
  write(dots: Uint8Array | Uint8ClampedArray): Promise<void>
  close(): Promise<Uint8Array<ArrayBuffer>>
}

export interface PngSize {
  readonly width: number
  readonly height: number
  /** Whether anything of it can be seen through; left out: the file is smaller. */
  readonly hasAlpha?: boolean
}

function paeth(left: number, above: number, corner: number): number {
  const [a, b, c] = [Math.abs(above - corner), Math.abs(left - corner), Math.abs(left + above - 2 * corner)]
  return a <= b && a <= c ? left : b <= c ? above : corner
}

/** What a filter makes of one value. */
function difference(filter: number, value: number, left: number, above: number, corner: number): number {
  if (filter === SUB) return (value - left) & 255
  if (filter === UP) return (value - above) & 255
  return (value - paeth(left, above, corner)) & 255
}

/** The filter with the smallest differences, by some of the dots. */
function filterFor(row: Uint8Array, above: Uint8Array, dot: number): number {
  let [best, least] = [UP, Number.POSITIVE_INFINITY]
  for (const filter of FILTERS) {
    let sum = 0
    for (let at = dot; at < row.length; at += dot * TRIED_EVERY) {
      const made = difference(filter, row[at], row[at - dot], above[at], above[at - dot])
      sum += made < 128 ? made : 256 - made
    }
    if (sum < least) [best, least] = [filter, sum]
  }
  return best
}

function writeRow(
  into: Uint8Array,
  at: number,
  { row, above, dot }: { row: Uint8Array; above: Uint8Array; dot: number },
) {
  const filter = filterFor(row, above, dot)
  into[at] = filter
  for (let i = 0; i < row.length; i++) {
    const [left, corner] = i < dot ? [0, 0] : [row[i - dot], above[i - dot]]
    into[at + 1 + i] = difference(filter, row[i], left, above[i], corner)
  }
}

/** Begins a file of that size; its rows are given from above. */
export function createPngFile({ width, height, hasAlpha = false }: PngSize): PngFile {
  const dot = hasAlpha ? DOT : DOT - 1
  const deflate = createDeflate()
  const packed: Buffer[] = []
  deflate.on('data', (part: Buffer) => packed.push(part))
  let [row, above] = [new Uint8Array(width * dot), new Uint8Array(width * dot)]
  let last: Buffer | null = null

  return {
    async write(dots) {
      const bytes = Buffer.from(dots.buffer, dots.byteOffset, dots.byteLength)
      const rows = bytes.length / (width * DOT)
      const filtered = Buffer.alloc(rows * (row.length + 1))
      for (let y = 0; y < rows; y++) {
        const given = bytes.subarray(y * width * DOT, (y + 1) * width * DOT)
        const at = y * (row.length + 1)
        // Most rows of a drawing are like the one above: nothing is told of them.
        if (last?.equals(given)) filtered[at] = UP
        else {
          if (hasAlpha) row.set(given)
          else
            for (let from = 0, to = 0; from < given.length; from += DOT) {
              row[to++] = given[from]
              row[to++] = given[from + 1]
              row[to++] = given[from + 2]
            }
          writeRow(filtered, at, { row, above, dot })
          ;[row, above] = [above, row]
        }
        last = given
      }
      // The memory of a band is used again for the next.
      last = last && Buffer.from(last)
      if (!deflate.write(filtered)) await once(deflate, 'drain')
    },
    async close() {
      const ended = once(deflate, 'end')
      deflate.end()
      await ended
      const head = Buffer.alloc(13)
      head.writeUInt32BE(width, 0)
      head.writeUInt32BE(height, 4)
      head.set([8, hasAlpha ? TRUE_COLOR_WITH_ALPHA : TRUE_COLOR], 8)
      const chunks = [pngChunk('IHDR', head), ...packed.map((part) => pngChunk('IDAT', part))]
      return new Uint8Array(Buffer.concat([SIGNATURE, ...chunks, pngChunk('IEND', new Uint8Array())]))
    },
  }
}
