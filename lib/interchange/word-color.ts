/** The colour that a page gave to words of code, as our paper can show it. */
import { contrast, READABLE_CONTRAST } from '../shapes/color.ts'
import type { Color } from '../shapes/style.ts'

const PAPER: Color = '#ffffff'
/** Between the strongest and the weakest of red, green and blue; what is less is the colour of plain words. */
const LEAST_CHROMA = 40

/** Of CSS only what editors write: all of it needs a library larger than all that a paste loads. */
function channelsOf(text: string): readonly number[] | null {
  const hex = /^#([0-9a-f]{6}|[0-9a-f]{3})$/.exec(text)?.[1]
  if (hex) {
    const whole = hex.length === 3 ? [...hex].map((digit) => digit + digit).join('') : hex
    return [0, 2, 4].map((at) => Number.parseInt(whole.slice(at, at + 2), 16))
  }
  const parts = /^rgba?\((\d{1,3})[, ]{1,3}(\d{1,3})[, ]{1,3}(\d{1,3})[,)\s/]/.exec(text)?.slice(1, 4).map(Number)
  return parts?.every((part) => part <= 255) ? parts : null
}

const hex = (channels: readonly number[]): Color =>
  `#${channels.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`

/** null for grey ones, which are the words' own, and for what cannot be read. Light ones, of dark pages, are darkened. */
export function wordColor(css: string): Color | null {
  const channels = channelsOf(css.trim().toLowerCase())
  if (!channels || Math.max(...channels) - Math.min(...channels) < LEAST_CHROMA) return null
  let color = hex(channels)
  for (let share = 0.9; contrast(PAPER, color) < READABLE_CONTRAST; share *= 0.9)
    color = hex(channels.map((part) => part * share))
  return color
}
