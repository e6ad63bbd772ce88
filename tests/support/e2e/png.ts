/** Reads the pixels of a screenshot: 8-bit RGB or RGBA, not interlaced, which is what Chromium writes. */
import { inflateSync } from 'node:zlib'

const SIGNATURE_LENGTH = 8
const COLOR_TYPE_RGBA = 6

interface Pixels {
  readonly width: number
  readonly height: number
  readonly channels: number
  readonly bytes: Buffer
}

const paeth = (left: number, up: number, corner: number): number => {
  const guess = left + up - corner
  const [toLeft, toUp, toCorner] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)]
  if (toLeft <= toUp && toLeft <= toCorner) return left
  return toUp <= toCorner ? up : corner
}

export function readPng(png: Buffer): Pixels {
  const width = png.readUInt32BE(16)
  const height = png.readUInt32BE(20)
  const channels = png[25] === COLOR_TYPE_RGBA ? 4 : 3
  const parts: Buffer[] = []
  for (let at = SIGNATURE_LENGTH; at < png.length; ) {
    const length = png.readUInt32BE(at)
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') parts.push(png.subarray(at + 8, at + 8 + length))
    at += length + 12
  }
  const raw = inflateSync(Buffer.concat(parts))
  const stride = width * channels
  const bytes = Buffer.alloc(stride * height)
  for (let y = 0; y < height; y += 1) {
    const filter = raw[y * (stride + 1)]
    for (let x = 0; x < stride; x += 1) {
      const left = x >= channels ? bytes[y * stride + x - channels] : 0
      const up = y > 0 ? bytes[(y - 1) * stride + x] : 0
      const corner = x >= channels && y > 0 ? bytes[(y - 1) * stride + x - channels] : 0
      const predicted = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter]
      bytes[y * stride + x] = (raw[y * (stride + 1) + 1 + x] + predicted) & 255
    }
  }
  return { width, height, channels, bytes }
}

const DARK = 110
const COLORFUL = 60

/** How many pixels are neither grey nor nearly so: pointers, carets and outlines of people. */
export function countColored(png: Buffer): number {
  const { bytes, channels } = readPng(png)
  let count = 0
  for (let at = 0; at < bytes.length; at += channels) {
    const rgb = [bytes[at], bytes[at + 1], bytes[at + 2]]
    if (Math.max(...rgb) - Math.min(...rgb) > COLORFUL) count += 1
  }
  return count
}

/** How many pixels are dark: ink on a light board. */
export function countDark(png: Buffer): number {
  const { bytes, channels } = readPng(png)
  let count = 0
  for (let at = 0; at < bytes.length; at += channels) {
    if (bytes[at] < DARK && bytes[at + 1] < DARK && bytes[at + 2] < DARK) count += 1
  }
  return count
}
