/** The points of a freehand stroke as one compact binary value: a flag byte, then varint deltas on a 1/16 px grid. */

export interface StrokePoint {
  readonly x: number
  readonly y: number
  /** 0..1 */
  readonly pressure: number
}

/** Half a step is the most that is lost: 0.031 px. */
const STEPS_PER_PIXEL = 16
const MAX_STEPS = 1_000_000_000
const FORMAT = 1
/** The pressures follow each point; otherwise all are 0.5. */
const WITH_PRESSURE = 0x10
const PLAIN_PRESSURE = 0.5
export const MAX_STROKE_POINTS = 200_000

const steps = (pixels: number) =>
  Number.isFinite(pixels) ? Math.max(-MAX_STEPS, Math.min(MAX_STEPS, Math.round(pixels * STEPS_PER_PIXEL))) : 0
const pressureByte = (p: number) => (Number.isFinite(p) ? Math.round(Math.min(1, Math.max(0, p)) * 255) : 128)

/** Packs points; positions lose less than 0.05 px, pressures less than 1/255. */
export function encodeStroke(points: readonly StrokePoint[]): Uint8Array {
  const kept = points.slice(0, MAX_STROKE_POINTS)
  const withPressure = kept.some((p) => p.pressure !== PLAIN_PRESSURE)
  const bytes: number[] = [FORMAT | (withPressure ? WITH_PRESSURE : 0)]
  let lastX = 0
  let lastY = 0
  const writeSigned = (value: number) => {
    // Zigzag by arithmetic: the difference of two limits does not fit into the 32 bits of `<<`.
    let rest = value < 0 ? -value * 2 - 1 : value * 2
    while (rest > 127) {
      bytes.push((rest % 128) | 128)
      rest = Math.floor(rest / 128)
    }
    bytes.push(rest)
  }
  for (const point of kept) {
    const x = steps(point.x)
    const y = steps(point.y)
    writeSigned(x - lastX)
    writeSigned(y - lastY)
    if (withPressure) bytes.push(pressureByte(point.pressure))
    lastX = x
    lastY = y
  }
  return Uint8Array.from(bytes)
}

/** Reads packed points. Total: anything else gives the points up to the damage, or none. */
export function decodeStroke(bytes: Uint8Array): readonly StrokePoint[] {
  if (bytes.length === 0 || (bytes[0] & 0x0f) !== FORMAT) return []
  const withPressure = (bytes[0] & WITH_PRESSURE) !== 0
  const points: StrokePoint[] = []
  let at = 1
  let x = 0
  let y = 0
  const readSigned = (): number | null => {
    let value = 0
    let factor = 1
    for (let i = 0; i < 6; i++) {
      if (at >= bytes.length) return null
      const byte = bytes[at++]
      value += (byte & 127) * factor
      if (byte < 128) return value % 2 === 0 ? value / 2 : -(value + 1) / 2
      factor *= 128
    }
    return null
  }
  while (at < bytes.length && points.length < MAX_STROKE_POINTS) {
    const dx = readSigned()
    const dy = readSigned()
    if (dx === null || dy === null || (withPressure && at >= bytes.length)) break
    x += dx
    y += dy
    if (Math.abs(x) > MAX_STEPS || Math.abs(y) > MAX_STEPS) break
    const pressure = withPressure ? bytes[at++] / 255 : PLAIN_PRESSURE
    points.push({ x: x / STEPS_PER_PIXEL, y: y / STEPS_PER_PIXEL, pressure })
  }
  return points
}
