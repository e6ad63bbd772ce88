/** The data of an SVG path as lines and curves: every command of the language, arcs as chains of cubic curves. */
import type { PathCommand } from '../../geometry/path.ts'
import type { Point } from '../../geometry/point.ts'
import { isSane, readArcFlag, readNumber } from './svg-values.ts'

const COUNTS: Readonly<Record<string, number>> = { M: 2, L: 2, H: 1, V: 1, C: 6, S: 4, Q: 4, T: 2, A: 7, Z: 0 }
const isGap = (letter: string): boolean => ' ,\n\t\r\f'.includes(letter)

/** An arc between two points as cubic curves of at most a quarter turn (SVG 1.1, appendix F.6). */
export function arcCurves(from: Point, n: readonly number[]): readonly PathCommand[] {
  const [, , turned, isLarge, isSweep, x, y] = n
  let [rx, ry] = [Math.abs(n[0]), Math.abs(n[1])]
  if (rx === 0 || ry === 0) return [['L', x, y]]
  if (from.x === x && from.y === y) return []
  const [cos, sin] = [Math.cos((turned * Math.PI) / 180), Math.sin((turned * Math.PI) / 180)]
  const [hx, hy] = [(from.x - x) / 2, (from.y - y) / 2]
  const [px, py] = [cos * hx + sin * hy, cos * hy - sin * hx]
  const grown = Math.sqrt((px / rx) ** 2 + (py / ry) ** 2)
  if (grown > 1) [rx, ry] = [rx * grown, ry * grown]
  const over = (rx * py) ** 2 + (ry * px) ** 2
  const root = Math.sqrt(Math.max(0, ((rx * ry) ** 2 - over) / over)) * (isLarge === isSweep ? -1 : 1)
  const [qx, qy] = [(root * rx * py) / ry, (-root * ry * px) / rx]
  const centre = { x: cos * qx - sin * qy + (from.x + x) / 2, y: sin * qx + cos * qy + (from.y + y) / 2 }
  const start = Math.atan2((py - qy) / ry, (px - qx) / rx)
  let sweep = Math.atan2((-py - qy) / ry, (-px - qx) / rx) - start
  if (isSweep && sweep < 0) sweep += 2 * Math.PI
  if (!isSweep && sweep > 0) sweep -= 2 * Math.PI
  if (![centre.x, centre.y, start, sweep].every(Number.isFinite)) return [['L', x, y]]
  const count = Math.max(1, Math.ceil(Math.abs(sweep) / (Math.PI / 2) - 1e-9))
  const step = sweep / count
  const reach = (4 / 3) * Math.tan(step / 4)
  const at = (u: number, v: number): readonly [number, number] => [
    centre.x + cos * rx * u - sin * ry * v,
    centre.y + sin * rx * u + cos * ry * v,
  ]
  return Array.from({ length: count }, (_, i): PathCommand => {
    const [a, b] = [start + i * step, start + (i + 1) * step]
    const end = i === count - 1 ? ([x, y] as const) : at(Math.cos(b), Math.sin(b))
    return [
      'C',
      ...at(Math.cos(a) - reach * Math.sin(a), Math.sin(a) + reach * Math.cos(a)),
      ...at(Math.cos(b) + reach * Math.sin(b), Math.sin(b) - reach * Math.cos(b)),
      ...end,
    ]
  })
}

/** The pen of a path: turns commands, relative ones too, into lines and curves. */
class Pen {
  readonly path: PathCommand[] = []
  #at: Point = { x: 0, y: 0 }
  #first: Point = { x: 0, y: 0 }
  /** The control point of the curve before, for those that go on smoothly from it. */
  #control: { readonly of: 'C' | 'Q'; readonly point: Point } | null = null

  draw(command: string, isRelative: boolean, numbers: readonly number[]): void {
    const n = isRelative ? this.#absolute(command, numbers) : numbers
    const { x, y } = this.#at
    let control: { readonly of: 'C' | 'Q'; readonly point: Point } | null = null
    if (command === 'M') {
      this.#first = { x: n[0], y: n[1] }
      this.#to(['M', n[0], n[1]])
    } else if (command === 'L') this.#to(['L', n[0], n[1]])
    else if (command === 'H') this.#to(['L', n[0], y])
    else if (command === 'V') this.#to(['L', x, n[0]])
    else if (command === 'C' || command === 'S') {
      const own = command === 'C' ? n : [...this.#mirrored('C'), ...n]
      control = { of: 'C', point: { x: own[2], y: own[3] } }
      this.#to(['C', own[0], own[1], own[2], own[3], own[4], own[5]])
    } else if (command === 'Q' || command === 'T') {
      const own = command === 'Q' ? n : [...this.#mirrored('Q'), ...n]
      control = { of: 'Q', point: { x: own[0], y: own[1] } }
      this.#to(['Q', own[0], own[1], own[2], own[3]])
    } else if (command === 'A') for (const curve of arcCurves(this.#at, n)) this.#to(curve)
    this.#control = control
  }

  close(): void {
    if (this.path.length > 0 && this.path.at(-1)?.[0] !== 'Z') this.path.push(['Z'])
    this.#at = this.#first
    this.#control = null
  }

  #absolute(command: string, numbers: readonly number[]): readonly number[] {
    const { x, y } = this.#at
    if (command === 'H') return [numbers[0] + x]
    if (command === 'V') return [numbers[0] + y]
    if (command === 'A') return [...numbers.slice(0, 5), numbers[5] + x, numbers[6] + y]
    return numbers.map((value, i) => value + (i % 2 === 0 ? x : y))
  }

  #mirrored(of: 'C' | 'Q'): readonly [number, number] {
    const { x, y } = this.#at
    return this.#control?.of === of ? [2 * x - this.#control.point.x, 2 * y - this.#control.point.y] : [x, y]
  }

  #to(command: PathCommand): void {
    // After a close the next line begins where that path began.
    if (command[0] !== 'M' && this.path.at(-1)?.[0] === 'Z') this.path.push(['M', this.#at.x, this.#at.y])
    this.path.push(command)
    this.#at = { x: command.at(-2) as number, y: command.at(-1) as number }
  }
}

/** What can be read of it, up to the first mistake, as browsers do. */
export function readPath(text: string): readonly PathCommand[] {
  const pen = new Pen()
  let command = ''
  let isRelative = false
  let at = 0
  while (at < text.length) {
    const letter = text[at]
    if (isGap(letter)) {
      at++
      continue
    }
    const upper = letter.toUpperCase()
    if (Object.hasOwn(COUNTS, upper)) {
      isRelative = letter !== upper
      if (command === '' && upper !== 'M') break
      command = upper
      at++
      if (command === 'Z') {
        pen.close()
        continue
      }
    } else if (command === '' || command === 'Z') break
    const read = readArguments(text, at, command)
    if (!read) break
    pen.draw(command, isRelative, read.numbers)
    // Further pairs after a move are lines.
    if (command === 'M') command = 'L'
    at = read.end
  }
  return pen.path
}

function readArguments(text: string, from: number, command: string) {
  const numbers: number[] = []
  let at = from
  while (numbers.length < COUNTS[command]) {
    while (at < text.length && isGap(text[at])) at++
    const isFlag = command === 'A' && (numbers.length === 3 || numbers.length === 4)
    const found = isFlag ? readArcFlag(text, at) : readNumber(text, at)
    if (!found || !isSane(found.value)) return null
    numbers.push(found.value)
    at = found.end
  }
  return { numbers, end: at }
}
