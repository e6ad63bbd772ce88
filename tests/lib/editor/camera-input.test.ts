import { describe, expect, it } from 'vitest'
import { toBoard } from '../../../lib/editor/camera/camera.ts'
import { screenPoint } from '../../../lib/geometry/point.ts'
import { decodeStroke } from '../../../lib/shapes/stroke-points.ts'
import { BoardDriver } from '../../support/editor/board-driver.ts'

const filled = { fill: '#ffffff' }
const touch = (id: number) => ({ pointer: 'touch' as const, id })

describe('camera', () => {
  it('I31 the wheel pans, Shift goes sideways, Ctrl zooms at the pointer', () => {
    const board = new BoardDriver().wheel(100, 100, 10, 20)
    expect(board.editor.camera.value).toEqual({ x: 10, y: 20, zoom: 1 })
    board.wheel(100, 100, 0, 30, { shift: true })
    expect(board.editor.camera.value).toEqual({ x: 40, y: 20, zoom: 1 })
    const at = screenPoint(333, 222)
    const before = toBoard(board.editor.camera.value, at)
    for (let i = 0; i < 40; i++) board.wheel(at.x, at.y, 0, i % 3 === 0 ? -120 : 50, { ctrl: true })
    const after = toBoard(board.editor.camera.value, at)
    const { zoom } = board.editor.camera.value
    expect(Math.hypot(after.x - before.x, after.y - before.y) * zoom).toBeLessThan(1)
  })
  it('I31 a notch of the wheel with Ctrl zooms by a tenth, quick notches add up, a pinch is followed', () => {
    const zoomAfter = (...deltas: readonly number[]) => {
      const board = new BoardDriver()
      for (const delta of deltas) board.wheel(100, 100, 0, delta, { ctrl: true })
      return board.editor.camera.value.zoom
    }
    for (const notch of [100, 120, 150]) {
      expect(zoomAfter(-notch)).toBeCloseTo(1.105, 3)
      expect(zoomAfter(notch)).toBeCloseTo(1 / 1.105, 3)
    }
    expect(zoomAfter(-300)).toBeCloseTo(zoomAfter(-100, -100, -100), 6)
    expect(zoomAfter(-4)).toBeCloseTo(1.0408, 4)
    expect(zoomAfter(...Array.from({ length: 20 }, () => -1))).toBeCloseTo(1.2214, 4)
  })
  it('I31 the wheel zooms when it is preferred', () => {
    const board = new BoardDriver({ settings: { wheelZooms: true } }).wheel(100, 100, 0, -100)
    expect(board.editor.camera.value.zoom).toBeGreaterThan(1)
  })
  it('I31 Z held: a click steps in at the pointer, a dragged box fills the view, Alt steps out', () => {
    const board = new BoardDriver()
    const at = screenPoint(300, 200)
    const before = toBoard(board.editor.camera.value, at)
    board.holdKey('z')
    expect(board.editor.cursor.value).toBe('zoom-in')
    board.down(at.x, at.y).up()
    expect(board.editor.camera.value.zoom).toBe(2)
    expect(toBoard(board.editor.camera.value, at)).toEqual(before)
    board.click(at.x, at.y, { held: { alt: true } })
    expect(board.editor.camera.value).toEqual({ x: 0, y: 0, zoom: 1 })
    board.down(100, 100).move(200, 150)
    expect(board.editor.marquee.value).toEqual({ x: 100, y: 100, w: 100, h: 50 })
    board.up().releaseKey('z')
    expect(board.editor.marquee.value).toBeNull()
    const { camera, viewport } = board.editor
    expect(camera.value.zoom).toBe(Math.min(viewport.value.w / 100, viewport.value.h / 50))
    expect(camera.value.x + viewport.value.w / camera.value.zoom / 2).toBeCloseTo(150)
    expect(board.shapes).toEqual([])
  })
  it('I32 Space, the middle and the right button pan from any tool', () => {
    const board = new BoardDriver().choose('rectangle')
    board.key(' ')
    expect(board.editor.cursor.value).toBe('grab')
    board.down(100, 100)
    expect(board.editor.cursor.value).toBe('grabbing')
    board.move(150, 130).up().releaseSpace()
    expect(board.editor.camera.value).toEqual({ x: -50, y: -30, zoom: 1 })
    board.drag(100, 100, 110, 100, { button: 1 }).drag(100, 100, 110, 100, { button: 2 })
    expect(board.editor.camera.value.x).toBe(-70)
    expect([board.shapes.length, board.requests, board.editor.cursor.value]).toEqual([0, [], 'crosshair'])
  })
  it('I32 releasing Space ends the pan', () => {
    const board = new BoardDriver()
    board.key(' ')
    board.down(100, 100).move(150, 100).releaseSpace().move(300, 100).up()
    expect(board.editor.camera.value.x).toBe(-50)
  })
  it('I33 zoom keys are used by the board, not by the page', () => {
    const board = new BoardDriver({ settings: { reducedMotion: true } })
    expect(board.key('Mod+=')).toBe(true)
    expect(board.editor.camera.value.zoom).toBe(1.5)
    expect([board.key('Mod+-'), board.key('Mod+0')]).toEqual([true, true])
    expect(board.editor.camera.value.zoom).toBe(1)
  })
  it('I34 fit shows everything, gliding for at most 320 ms, at once with reduced motion', () => {
    const board = new BoardDriver()
    board.add('geo', 5000, 5000, 3000, 100)
    board.key('Shift+1')
    board.wait(100)
    expect(board.editor.camera.value.x).not.toBe(0)
    board.wait(220)
    const { camera } = board.editor
    const still = camera.value
    expect((6500 - still.x) * still.zoom).toBeCloseTo(500, 0)
    expect(board.clock.pending).toBe(0)
    const quick = new BoardDriver({ settings: { reducedMotion: true } })
    quick.select(quick.add('geo', 5000, 5000, 100, 100)).key('Shift+2')
    expect(quick.editor.camera.value).toMatchObject({ zoom: 1 })
    expect(quick.clock.pending).toBe(0)
  })
  it('I33 quick presses of a zoom key add up while the view still glides', () => {
    const board = new BoardDriver()
    for (const chord of ['Mod+-', 'Mod+-', 'Mod+-']) board.key(chord)
    board.wait(500)
    expect(board.editor.camera.value.zoom).toBe(0.25)
    for (const chord of ['Mod+=', 'Mod+=']) board.key(chord)
    board.wait(500)
    expect(board.editor.camera.value.zoom).toBe(0.75)
  })
  it('I34 any own move of the camera stops the glide', () => {
    const board = new BoardDriver()
    board.editor.animateCamera({ x: 1000, y: 0, zoom: 1 })
    board.wait(50).wheel(10, 10, 0, 5)
    const { x } = board.editor.camera.value
    board.wait(500)
    expect(board.editor.camera.value.x).toBe(x)
  })
})

describe('touch and pen', () => {
  it('I41 two fingers pinch at their middle and leave no dot', () => {
    const board = new BoardDriver().choose('draw')
    board.down(400, 400, touch(1)).down(600, 400, touch(2))
    const middle = toBoard(board.editor.camera.value, screenPoint(500, 400))
    board.move(300, 400, touch(1)).move(700, 400, touch(2))
    expect(board.editor.camera.value.zoom).toBeCloseTo(2, 6)
    expect(toBoard(board.editor.camera.value, screenPoint(500, 400))).toEqual(middle)
    board.up(300, 400, touch(1)).move(800, 500, touch(2)).up(800, 500, touch(2))
    expect([board.shapes.length, board.editor.isBusy.value]).toEqual([0, false])
  })
  it('I41 a finger held for 500 ms opens the context menu', () => {
    const board = new BoardDriver()
    const id = board.add('geo', 0, 0, 100, 100, filled)
    board.down(50, 50, touch(1)).wait(510)
    expect(board.requests).toMatchObject([{ name: 'context-menu' }])
    board.up(50, 50, touch(1))
    expect(board.selection).toEqual([id])
    board.wait(1000).down(50, 50, touch(1)).move(90, 50, touch(1)).wait(600).up(90, 50, touch(1))
    expect(board.requests.length).toBe(1)
  })
  it('I41 two taps within 300 ms and 35 px are a double click', () => {
    const board = new BoardDriver().click(300, 300, touch(1)).click(320, 310, touch(1))
    expect(board.last.type).toBe('text')
    const slow = new BoardDriver().click(300, 300, touch(1)).wait(400).click(320, 310, touch(1))
    expect(slow.shapes).toEqual([])
  })
  it("I41 the browser's own double click is not counted twice", () => {
    const board = new BoardDriver().doubleClick(300, 300)
    board.editor.pointerEvent({
      ...{ name: 'double-click', pointerId: 1, screen: screenPoint(300, 300), pressure: 0.5, pointer: 'mouse' },
      ...{ button: 0, at: board.clock.now() + 5, modifiers: { shift: false, alt: false, ctrl: false, space: false } },
    })
    expect(board.shapes.length).toBe(1)
  })
  it('I41 a cancelled pointer ends cleanly', () => {
    const board = new BoardDriver()
    const id = board.add('geo', 0, 0, 100, 100, filled)
    board.down(50, 50).move(150, 150).cancel()
    expect([board.drawnBox(id), board.editor.isBusy.value]).toEqual([[0, 0, 100, 100], false])
    board.choose('draw').down(10, 10).move(50, 50).cancel().drag(300, 300, 350, 350)
    expect(board.shapes.length).toBe(2)
  })
  it('I40 the first pen contact turns on pen mode: fingers then only pan', () => {
    const board = new BoardDriver().choose('draw').drag(10, 10, 60, 60, { pointer: 'pen', id: 5 })
    expect(board.editor.settings.value.penMode).toBe(true)
    board.drag(300, 300, 350, 320, touch(1))
    expect([board.shapes.length, board.editor.camera.value.x]).toEqual([1, -50])
  })
  it('I40 a palm that lands before the pen draws nothing', () => {
    const board = new BoardDriver().choose('draw').down(300, 300, touch(1)).move(310, 300, touch(1))
    board.drag(10, 10, 60, 60, { pointer: 'pen', id: 5 }).up(310, 300, touch(1))
    expect(board.shapes.length).toBe(1)
  })
  it('I42 handles are found within 20 px on a coarse pointer', () => {
    const board = new BoardDriver()
    const id = board.add('geo', 100, 100, 200, 200, filled)
    board.select(id).drag(313, 313, 363, 363, touch(1))
    expect(board.box(id)).toEqual([100, 100, 250, 250])
  })
})

describe('pen, eraser, laser', () => {
  it('I39 no first point is lost, coalesced samples count, the result stays within half a pixel', () => {
    const board = new BoardDriver().choose('draw').down(100, 100)
    const at = (i: number) => ({ x: 100 + i, y: 100 + 30 * Math.sin(i / 10) })
    for (let i = 0; i < 100; i += 5) {
      const coalesced = [1, 2, 3, 4, 5].map((k) => ({
        ...{ screen: screenPoint(at(i + k).x, at(i + k).y), pressure: 0.5, at: board.clock.now() + k },
      }))
      const modifiers = { shift: false, alt: false, ctrl: false, space: false }
      const event = { pointerId: 1, pointer: 'mouse' as const, button: 0 as const, modifiers, ...coalesced[4] }
      board.editor.pointerEvent({ ...event, name: 'move', coalesced })
    }
    board.up(at(100).x, at(100).y)
    if (board.last.type !== 'draw') throw new Error('no stroke')
    const { x, y } = board.last.placement
    const points = decodeStroke(board.last.strokePoints).map((p) => ({ x: p.x + x, y: p.y + y }))
    expect(Math.hypot(points[0].x - 100, points[0].y - 100)).toBeLessThan(0.1)
    expect(points.length).toBeLessThan(60)
    for (let i = 0; i <= 100; i++) {
      const p = at(i)
      const far = Math.min(
        ...points.slice(1).map((b, k) => {
          const a = points[k]
          const t = Math.max(
            0,
            Math.min(
              1,
              ((p.x - a.x) * (b.x - a.x) + (p.y - a.y) * (b.y - a.y)) / ((b.x - a.x) ** 2 + (b.y - a.y) ** 2),
            ),
          )
          return Math.hypot(p.x - a.x - t * (b.x - a.x), p.y - a.y - t * (b.y - a.y))
        }),
      )
      expect(far).toBeLessThan(0.5)
    }
    expect(board.undoSteps()).toBe(1)
  })
  it('I39 real pressure is kept', () => {
    const board = new BoardDriver().choose('draw')
    board.down(10, 10, { pointer: 'pen', pressure: 0.2 }).move(60, 10, { pointer: 'pen', pressure: 0.9 })
    board.up(60, 10, { pointer: 'pen', pressure: 0 })
    if (board.last.type !== 'draw') throw new Error('no stroke')
    expect(board.last.hasPressure).toBe(true)
    expect(decodeStroke(board.last.strokePoints).map(({ pressure }) => Math.round(pressure * 10))).toEqual([2, 9])
  })
  it('I37 a fast stroke hits everything between two samples, fading it until it goes in one step', () => {
    const board = new BoardDriver()
    const ids = [0, 1, 2, 3].map((i) => board.add('geo', 100 + i * 100, 100, 20, 20, filled))
    board.choose('eraser').down(50, 110).move(600, 110)
    expect([...board.editor.preview.value.fading].sort()).toEqual([...ids].sort())
    expect(board.shapes.length).toBe(4)
    board.key('Escape')
    board.up()
    expect([board.shapes.length, board.editor.preview.value.fading.size]).toEqual([4, 0])
    board.expectOneStep(() => board.down(50, 110).move(600, 110).up())
    expect(board.shapes.length).toBe(0)
  })
  it('I37 Alt un-marks', () => {
    const board = new BoardDriver()
    board.add('geo', 100, 100, 20, 20, filled)
    const kept = board.add('geo', 200, 100, 20, 20, filled)
    board
      .choose('eraser')
      .down(50, 110)
      .move(300, 110)
      .move(210, 110, { held: { alt: true } })
    board.up(210, 110, { held: { alt: true } })
    expect(board.shapes.map(({ id }) => id)).toEqual([kept])
  })
  it('I38 the laser trail fades within 1.7 s and is never stored', () => {
    const board = new BoardDriver().choose('laser').drag(10, 10, 200, 200)
    expect(board.editor.laser.value.length).toBeGreaterThan(1)
    board.wait(1800)
    expect([board.editor.laser.value.length, board.shapes.length, board.clock.pending]).toEqual([0, 0, 0])
  })
})
