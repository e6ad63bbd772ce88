/** What two pictures of one scene have in common, and how far apart their ends and sizes are. */
import { createCanvas, loadImage } from '@napi-rs/canvas'

/** Further than this is no matter of the hand that draws. */
export const NEAR = 6
/** From white paper. */
const INK = 24

export async function inkOf(png) {
  const image = await loadImage(png)
  const { width, height } = image
  const context = createCanvas(width, height).getContext('2d')
  context.drawImage(image, 0, 0)
  const { data } = context.getImageData(0, 0, width, height)
  const ink = new Uint8Array(width * height)
  for (let at = 0; at < ink.length; at++)
    ink[at] = Math.min(data[at * 4], data[at * 4 + 1], data[at * 4 + 2]) < 255 - INK ? 1 : 0
  return { ink, width, height }
}

function grown({ ink, width, height }) {
  const near = new Uint8Array(ink.length)
  const offsets = []
  for (let y = -NEAR; y <= NEAR; y++) for (let x = -NEAR; x <= NEAR; x++) if (x * x + y * y <= NEAR * NEAR) offsets.push([x, y]) // biome-ignore format: a disk
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      if (!ink[y * width + x]) continue
      for (const [dx, dy] of offsets) {
        const [px, py] = [x + dx, y + dy]
        if (px >= 0 && py >= 0 && px < width && py < height) near[py * width + px] = 1
      }
    }
  return near
}

function missing(of, inOther) {
  const near = grown(inOther)
  let [all, lost] = [0, 0]
  for (let at = 0; at < of.ink.length; at++) {
    if (!of.ink[at]) continue
    all++
    if (!near[at]) lost++
  }
  return all === 0 ? 0 : lost / all
}

/** The larger share of ink of one that the other has nothing near of. */
export const inkMissing = (a, b) => Math.max(missing(a, b), missing(b, a))

/**
 * Most pixels between ends of arrows, and between sides of boxes. Arrows are compared with arrows and the rest with the
 * rest, each in the order of its file: programs put arrows elsewhere between the others.
 */
export function apart(theirs, ours) {
  const worst = { ends: 0, size: 0, isWhole: theirs.length === ours.length }
  for (const [own, other] of pairs(theirs, ours, ({ ends }) => ends))
    for (const [k, end] of own.ends.entries()) {
      const there = other.ends[k]
      worst.ends = Math.max(worst.ends, there ? Math.hypot(end.x - there.x, end.y - there.y) : Number.POSITIVE_INFINITY)
    }
  for (const [own, other] of pairs(theirs, ours, ({ ends }) => !ends))
    if (own.size && other.size)
      worst.size = Math.max(worst.size, Math.abs(own.size.w - other.size.w), Math.abs(own.size.h - other.size.h))
  return worst
}

function pairs(theirs, ours, isWanted) {
  const others = ours.filter(isWanted)
  return theirs.filter(isWanted).flatMap((own, i) => (others[i] ? [[own, others[i]]] : []))
}
