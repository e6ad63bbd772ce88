/** The `transform` of an SVG element as a matrix, and what a matrix does to lengths and directions. */
import { type Affine, compose, identity } from '../../geometry/transform.ts'
import { readNumbers } from './svg-values.ts'

const MAX_TRANSFORMS = 32
const DEGREES = Math.PI / 180

const turn = (degrees: number): Affine => {
  const [cos, sin] = [Math.cos(degrees * DEGREES), Math.sin(degrees * DEGREES)]
  return { a: cos, b: sin, c: -sin, d: cos, e: 0, f: 0 }
}
const move = (e: number, f: number): Affine => ({ ...identity, e, f })

function stepOf(name: string, n: readonly number[]): Affine | null {
  if (name === 'matrix' && n.length === 6) return { a: n[0], b: n[1], c: n[2], d: n[3], e: n[4], f: n[5] }
  if (name === 'translate' && (n.length === 1 || n.length === 2)) return move(n[0], n[1] ?? 0)
  if (name === 'scale' && (n.length === 1 || n.length === 2)) return { ...identity, a: n[0], d: n[1] ?? n[0] }
  if (name === 'rotate' && n.length === 1) return turn(n[0])
  if (name === 'rotate' && n.length === 3) return compose(compose(move(n[1], n[2]), turn(n[0])), move(-n[1], -n[2]))
  if (name === 'skewX' && n.length === 1) return { ...identity, c: Math.tan(n[0] * DEGREES) }
  if (name === 'skewY' && n.length === 1) return { ...identity, b: Math.tan(n[0] * DEGREES) }
  return null
}

/** What cannot be read changes nothing, as in a browser. */
export function readTransform(text: string | undefined): Affine {
  let matrix = identity
  let at = 0
  for (let step = 0; text !== undefined && step < MAX_TRANSFORMS; step++) {
    const open = text.indexOf('(', at)
    const close = open < 0 ? -1 : text.indexOf(')', open)
    if (close < 0) break
    const name = text.slice(at, open).replaceAll(',', ' ').trim()
    // CSS writes the units.
    const numbers = readNumbers(
      text
        .slice(open + 1, close)
        .replaceAll('px', '')
        .replaceAll('deg', ''),
      6,
    )
    const next = numbers && stepOf(name, numbers)
    if (!next) return identity
    matrix = compose(matrix, next)
    at = close + 1
  }
  return matrix
}

export interface Stretch {
  readonly x: number
  readonly y: number
  /** Radians. */
  readonly rotation: number
  /** Are right angles right angles afterwards? */
  readonly isSquare: boolean
  readonly isMirrored: boolean
}

const SKEW = 0.01

export function stretchOf({ a, b, c, d }: Affine): Stretch {
  const x = Math.hypot(a, b)
  const y = Math.hypot(c, d)
  return {
    x,
    y,
    rotation: Math.atan2(b, a),
    isSquare: Math.abs(a * c + b * d) <= SKEW * x * y,
    isMirrored: a * d - b * c < 0,
  }
}

/** What lengths such as a line's width are multiplied by. */
export const lengthScale = ({ a, b, c, d }: Affine): number => Math.sqrt(Math.abs(a * d - b * c))
