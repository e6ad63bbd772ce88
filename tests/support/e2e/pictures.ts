/** Pictures made for tests, and what is on them. */
import type { Page } from '@playwright/test'
import { readPng } from './png.ts'

/** A PNG of one colour. */
export const plainPng = (page: Page, color: string, width: number, height: number): Promise<number[]> =>
  page.evaluate(
    async ([fill, w, h]) => {
      const canvas = new OffscreenCanvas(w, h)
      const context = canvas.getContext('2d')
      if (!context) throw new Error('no canvas')
      context.fillStyle = fill
      context.fillRect(0, 0, w, h)
      return [...new Uint8Array(await (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer())]
    },
    [color, width, height] as const,
  )

export interface Picture {
  readonly width: number
  readonly height: number
  at(x: number, y: number): readonly [r: number, g: number, b: number]
}

export function pictureOf(png: Buffer): Picture {
  const { width, height, channels, bytes } = readPng(png)
  return {
    width,
    height,
    at(x, y) {
      const first = (y * width + x) * channels
      const alpha = channels === 4 ? bytes[first + 3] / 255 : 1
      // Over white, as a page shows it.
      const [r, g, b] = [0, 1, 2].map((part) => Math.round(bytes[first + part] * alpha + 255 * (1 - alpha)))
      return [r, g, b]
    },
  }
}

const farApart = (a: readonly number[], b: readonly number[], most: number) =>
  a.some((part, index) => Math.abs(part - b[index]) > most)

/** The part of the picture that differs from its top left pixel. */
export function inked(picture: Picture): Picture {
  const paper = picture.at(0, 0)
  let [left, top, right, bottom] = [picture.width, picture.height, -1, -1]
  for (let y = 0; y < picture.height; y += 1) {
    for (let x = 0; x < picture.width; x += 1) {
      if (!farApart(picture.at(x, y), paper, 24)) continue
      left = Math.min(left, x)
      right = Math.max(right, x)
      top = Math.min(top, y)
      bottom = Math.max(bottom, y)
    }
  }
  if (right < 0) throw new Error('the picture is blank')
  return { width: right - left + 1, height: bottom - top + 1, at: (x, y) => picture.at(left + x, top + y) }
}

/** The share of pixels, 0 to 1, that are clearly not the same; pictures of different size share nothing. */
export function difference(a: Picture, b: Picture): number {
  if (Math.abs(a.width - b.width) > 1 || Math.abs(a.height - b.height) > 1) return 1
  const [width, height] = [Math.min(a.width, b.width), Math.min(a.height, b.height)]
  let count = 0
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) if (farApart(a.at(x, y), b.at(x, y), 64)) count += 1
  }
  return count / (width * height)
}
