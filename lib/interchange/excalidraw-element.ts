/** What all Excalidraw elements have in common: place, look, words. */
import type { Placement } from '../geometry/box.ts'
import { type FillStyle, INK } from '../shapes/style.ts'
import { cssColor } from './css-color.ts'
import { fontOf, lineHeightOf } from './excalidraw-style.ts'
import { finite, isJson, type Json, oneOf, words } from './reading.ts'

/** An element with the place it has in its file. */
export interface Element {
  readonly json: Json
  readonly id: string
  readonly type: string
}

/** A drag to the left may have left a negative width. */
export function placementOf(json: Json): Placement {
  const w = finite(json.width, 100)
  const h = finite(json.height, 100)
  return {
    x: finite(json.x, 0) + Math.min(0, w),
    y: finite(json.y, 0) + Math.min(0, h),
    w: Math.abs(w),
    h: Math.abs(h),
    rotation: finite(json.angle, 0),
  }
}

export const baseOf = (json: Json) => ({
  placement: placementOf(json),
  opacity: finite(json.opacity, 100) / 100,
  locked: json.locked === true,
  link: words(json.link),
})

const FILL_STYLES: readonly FillStyle[] = ['solid', 'hachure', 'cross-hatch', 'zigzag']

export function fillOf(json: Json) {
  const fill = cssColor(json.backgroundColor, 'transparent')
  return { fill, fillStyle: json.fillStyle === undefined ? 'solid' : oneOf(json.fillStyle, FILL_STYLES, 'hachure') }
}

/** Rounded, by the new field or by the word of old files. */
export const isRound = (json: Json): boolean =>
  json.roundness === undefined ? json.strokeSharpness === 'round' : isJson(json.roundness)

export function strokeOf(json: Json, seed: number) {
  const roughness = finite(json.roughness, 1)
  return {
    stroke: cssColor(json.strokeColor, INK),
    strokeWidth: finite(json.strokeWidth, 2),
    dash: oneOf(json.strokeStyle, ['solid', 'dashed', 'dotted'], 'solid'),
    look: roughness <= 0 ? ('clean' as const) : ('sketch' as const),
    roughness,
    seed: Math.abs(Math.trunc(finite(json.seed, seed))) % 2 ** 31,
  }
}

const ALIGN = { left: 'start', center: 'center', right: 'end' } as const

export const textStyleOf = (json: Json) => ({
  textColor: cssColor(json.strokeColor, INK),
  ...fontOf(json),
  lineHeight: lineHeightOf(json),
  align: ALIGN[oneOf(json.textAlign, ['left', 'center', 'right'], 'left')],
  verticalAlign: oneOf(json.verticalAlign, ['top', 'middle', 'bottom'], 'top'),
})
