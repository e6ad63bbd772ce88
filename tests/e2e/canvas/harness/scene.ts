/**
 * The seeded scene that every canvas is measured with: 40 % rectangles, 20 % ellipses, 20 % notes and text, 10 % strokes
 * of 60 points, 10 % arrows, spread evenly over a square.
 */
import { seeded } from './seeded.ts'

export interface SceneItem {
  readonly kind: 'rectangle' | 'ellipse' | 'note' | 'text' | 'stroke' | 'arrow'
  readonly x: number
  readonly y: number
  readonly w: number
  readonly h: number
  readonly stroke: string
  readonly fill: string
  readonly text: string
  /** Of strokes and arrows, from the item's top-left corner. */
  readonly points: readonly { readonly x: number; readonly y: number }[]
}

const STROKES = ['#1e1e1e', '#e03131', '#2f9e44', '#1971c2', '#f08c00']
const FILLS = ['transparent', '#ffc9c9', '#b2f2bb', '#a5d8ff', '#ffec99']
const WORDS = 'draw plan ship team idea cost user flow risk next open talk'.split(' ')
/** The side of the square that one item has for itself. */
const CELL = 110

export const sideOf = (count: number): number => Math.ceil(Math.sqrt(count)) * CELL

export function scene(count: number, seed = 1): SceneItem[] {
  const random = seeded(seed)
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]
  const side = sideOf(count)
  const items: SceneItem[] = []
  for (let i = 0; i < count; i++) {
    const share = random()
    const x = Math.round(random() * (side - CELL))
    const y = Math.round(random() * (side - CELL))
    const w = Math.round(40 + random() * 80)
    const h = Math.round(30 + random() * 60)
    const base = { x, y, w, h, stroke: pick(STROKES), fill: pick(FILLS), text: '', points: [] }
    if (share < 0.4) items.push({ ...base, kind: 'rectangle' })
    else if (share < 0.6) items.push({ ...base, kind: 'ellipse' })
    else if (share < 0.7) items.push({ ...base, kind: 'note', w: 100, h: 100, text: `${pick(WORDS)} ${pick(WORDS)}` })
    else if (share < 0.8) items.push({ ...base, kind: 'text', text: `${pick(WORDS)} ${pick(WORDS)} ${pick(WORDS)}` })
    else if (share < 0.9) {
      const points = Array.from({ length: 60 }, (_, k) => ({
        x: (k / 59) * w,
        y: h / 2 + Math.sin(k / 5 + random()) * (h / 2 - 2),
      }))
      items.push({ ...base, kind: 'stroke', points })
    } else
      items.push({
        ...base,
        kind: 'arrow',
        points: [
          { x: 0, y: 0 },
          { x: w, y: h },
        ],
      })
  }
  return items
}
