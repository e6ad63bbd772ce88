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
  const a = Math.abs(above - corner)
  const b = Math.abs(left - corner)
  const c = Math.abs(left + above - 2 * corner)
  return a <= b && a <= c ? left : b <= c ? above : corner
}

/** The filter with the smallest differences, by some of the dots. */
function filterFor(row: Uint8Array, above: Uint8Array, dot: number): number {
  let [sub, up, nearest] = [0, 0, 0]
  const small = (made: number) => (made < 128 ? made : 256 - made)
  for (let at = dot; at < row.length; at += dot * TRIED_EVERY) {
    const [value, left, over] = [row[at], row[at - dot], above[at]]
    sub += small((value - left) & 255)
    up += small((value - over) & 255)
    nearest += small((value - paeth(left, over, above[at - dot])) & 255)
  }
  return sub <= up && sub <= nearest ? SUB : up <= nearest ? UP : PAETH
}

interface Row {
  readonly row: Uint8Array
  readonly above: Uint8Array
  readonly dot: number
}

/** A loop for each filter: asking for each of millions of values which one it is takes longer than the filter. */
function writeRow(into: Uint8Array, at: number, { row, above, dot }: Row): void {
  const filter = filterFor(row, above, dot)
  into[at] = filter
  const start = at + 1
  if (filter === UP) for (let i = 0; i < row.length; i++) into[start + i] = row[i] - above[i]
  // What lies left of the first dot counts as nothing.
  else if (filter === SUB) {
    into.set(row.subarray(0, dot), start)
    for (let i = dot; i < row.length; i++) into[start + i] = row[i] - row[i - dot]
  } else {
    for (let i = 0; i < dot; i++) into[start + i] = row[i] - above[i]
    for (let i = dot; i < row.length; i++) into[start + i] = row[i] - paeth(row[i - dot], above[i], above[i - dot])
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
