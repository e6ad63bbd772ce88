import { describe, expect, it } from 'vitest'
import { distanceToLine } from '../../../lib/geometry/hit.ts'
import { flatten, type Path, type PathCommand } from '../../../lib/geometry/path.ts'
import type { Point } from '../../../lib/geometry/point.ts'
import { type DrawShape, drawKind, inkWidth, strokeLine } from '../../../lib/shapes/draw.ts'
import { rounded } from '../../../lib/shapes/round-line.ts'
import { type SteadyLine, steadyLine } from '../../../lib/shapes/steady-hand.ts'
import { BoardDriver } from '../../support/editor/board-driver.ts'
import { type Hand, hands } from '../../support/ink/hands.ts'
import { peerInk, smoothnessOf } from '../../support/ink/smoothness.ts'

const pressed = (points: readonly Point[]) => points.map(({ x, y }) => ({ x, y, pressure: 0.5 }))
/** A stroke drawn by hand, under way and after the pen has lifted, in the pixels of the board. */
function drawn({ points }: Hand) {
  const board = new BoardDriver().choose('draw').down(points[0].x, points[0].y)
  for (const { x, y } of points.slice(1)) board.move(x, y)
  const live = board.editor.preview.value.created[0] as DrawShape
  const end = points[points.length - 1]
  const kept = board.up(end.x, end.y).last as DrawShape
  const inkOf = (shape: DrawShape): Path => {
    const ink = drawKind.paint(shape, board.editor.view.context, 'full').at(-1)
    const { x, y } = shape.placement
    if (ink?.name !== 'path') throw new Error('no ink')
    return ink.path.map(
      ([name, ...at]) => [name, ...at.map((v, i) => v + (i % 2 === 0 ? x : y))] as unknown as PathCommand,
    )
  }
  const lineOf = (shape: DrawShape) =>
    rounded(strokeLine(shape), inkWidth(shape)).map((p) => ({ x: p.x + shape.placement.x, y: p.y + shape.placement.y }))
  return { live: inkOf(live), kept: inkOf(kept), line: lineOf(kept), bytes: kept.strokePoints.length }
}
const asideOf = ({ points, tips }: Hand) => [points[0], points[points.length - 1], ...tips]
const mean = (values: readonly number[]) => values.reduce((sum, v) => sum + v, 0) / values.length

describe('ink at whole pixels', () => {
  const all = hands.map((hand) => ({ hand, ...drawn(hand) }))

  it('I120 is as smooth as the peers draw the same twenty hands', () => {
    const rows = all.map(({ hand, kept, live }) => ({
      name: hand.name,
      ours: smoothnessOf(kept, asideOf(hand)),
      live: smoothnessOf(live, asideOf(hand)),
      tldraw: smoothnessOf(peerInk('tldraw', hand.points), asideOf(hand)),
      excalidraw: smoothnessOf(peerInk('Excalidraw', hand.points), asideOf(hand)),
    }))
    for (const { name, ours, tldraw } of rows)
      expect(ours.p95, `${name}: tldraw turns ${tldraw.p95}`).toBeLessThan(tldraw.p95 * 1.1 + 0.5)
    expect(mean(rows.map(({ ours }) => ours.p95))).toBeLessThan(mean(rows.map(({ tldraw }) => tldraw.p95)))
    expect(mean(rows.map(({ live }) => live.p95))).toBeLessThan(mean(rows.map(({ tldraw }) => tldraw.p95)) * 1.1)
    // In handwriting curves are narrower than the ink is wide: its inner edge turns back, under the ink.
    const wide = rows.filter(({ name }) => !name.startsWith('handwriting'))
    expect(mean(wide.map(({ ours }) => ours.max))).toBeLessThan(mean(wide.map(({ tldraw }) => tldraw.max)))
    expect(mean(wide.map(({ ours }) => ours.max))).toBeLessThan(mean(wide.map(({ excalidraw }) => excalidraw.max)))
  })
  it('I120 keeps every tip of a zigzag, and the line, within a pixel', () => {
    for (const { hand, line, kept } of all) {
      for (const tip of hand.tips) expect(distanceToLine(line, tip, 'open'), hand.name).toBeLessThan(1)
      for (const tip of hand.tips) {
        const ink = flatten(kept)[0]
        expect(Math.min(...ink.map((p) => Math.hypot(p.x - tip.x, p.y - tip.y))), hand.name).toBeLessThan(4)
      }
      for (const p of hand.points) expect(distanceToLine(line, p, 'open'), hand.name).toBeLessThan(1.2)
    }
  })
  it('I120 does not lag: it ends where the pen is, before and after lifting', () => {
    for (const { hand, line, live } of all) {
      const end = hand.points[hand.points.length - 1]
      expect(Math.hypot(line[line.length - 1].x - end.x, line[line.length - 1].y - end.y)).toBeLessThan(0.1)
      const reach = Math.min(...flatten(live)[0].map((p) => Math.hypot(p.x - end.x, p.y - end.y)))
      // The cap is round: as far from the end as the ink is wide.
      expect(reach, hand.name).toBeLessThan(4.5)
    }
  })
  it('I120 is steadied the same however it came, and what has settled stays', () => {
    for (const { points } of hands) {
      const raw = pressed(points)
      let growing: SteadyLine | undefined
      for (let i = 1; i <= raw.length; i++) {
        const before: SteadyLine | undefined = growing
        growing = steadyLine(raw.slice(0, i), 1, before)
        if (before) expect(growing.points.slice(0, before.settled)).toEqual(before.points.slice(0, before.settled))
      }
      expect(growing?.points).toEqual(steadyLine(raw, 1).points)
    }
  })
  it('I120 is steadied by the pixels of the screen, at any zoom', () => {
    const raw = pressed(hands[0].points)
    const near = raw.map((p) => ({ ...p, x: p.x / 4, y: p.y / 4 }))
    const steady = steadyLine(raw, 1).points
    steadyLine(near, 1 / 4).points.forEach((p, i) => {
      expect(p.x * 4).toBeCloseTo(steady[i].x, 6)
      expect(p.y * 4).toBeCloseTo(steady[i].y, 6)
    })
  })
})
