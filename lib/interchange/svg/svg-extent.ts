/** The size that an SVG asks for, and which part of its own plane it shows there. */
import { type Affine, compose, identity } from '../../geometry/transform.ts'
import { isSane, readLength, readNumbers } from './svg-values.ts'
import type { XmlElement } from './xml-reader.ts'

export interface Extent {
  readonly width: number
  readonly height: number
  readonly viewBox: readonly number[]
}

const DEFAULT_WIDTH = 300
const DEFAULT_HEIGHT = 150

function viewBoxOf({ attributes }: XmlElement): readonly number[] | null {
  const box = readNumbers(attributes.get('viewBox') ?? '', 4)
  return box?.length === 4 && box[2] > 0 && box[3] > 0 ? box : null
}

/** Whatever it says of its size, both sides are numbers above 0 and at most `side`. */
export function extentOf(root: XmlElement, side: number): Extent {
  const viewBox = viewBoxOf(root)
  const positive = (text: string | undefined): number | null => {
    const value = readLength(text)
    return value !== null && value > 0 ? value : null
  }
  const told = { w: positive(root.attributes.get('width')), h: positive(root.attributes.get('height')) }
  const ratio = viewBox ? viewBox[3] / viewBox[2] : null
  const w = told.w ?? (told.h && ratio ? told.h / ratio : (viewBox?.[2] ?? DEFAULT_WIDTH))
  const h = told.h ?? (ratio ? w * ratio : DEFAULT_HEIGHT)
  const scale = Math.min(1, side / Math.max(w, h))
  const round = (value: number): number => Math.max(1, Math.min(side, Math.round(value * scale)))
  const isWhole = isSane(w) && isSane(h)
  return {
    width: isWhole ? round(w) : DEFAULT_WIDTH,
    height: isWhole ? round(h) : DEFAULT_HEIGHT,
    viewBox: viewBox ?? [0, 0, w, h],
  }
}

const SHARES: Readonly<Record<string, number>> = { Min: 0, Mid: 0.5, Max: 1 }

/** How what `element` shows of its plane comes to lie in `width` x `height`, by its `preserveAspectRatio`. */
export function viewport(element: XmlElement, width: number | null, height: number | null): Affine {
  const box = viewBoxOf(element)
  if (!box || width === null || height === null) return identity
  const [x, y, w, h] = box
  const told = (element.attributes.get('preserveAspectRatio') ?? '').trim()
  const move: Affine = { ...identity, e: -x, f: -y }
  if (told.startsWith('none')) return compose({ ...identity, a: width / w, d: height / h }, move)
  const scale = told.endsWith('slice') ? Math.max(width / w, height / h) : Math.min(width / w, height / h)
  const align = /^x(M\w\w)Y(M\w\w)/.exec(told)
  const e = (width - w * scale) * (SHARES[align?.[1] ?? 'Mid'] ?? 0.5)
  const f = (height - h * scale) * (SHARES[align?.[2] ?? 'Mid'] ?? 0.5)
  return compose({ a: scale, b: 0, c: 0, d: scale, e, f }, move)
}
