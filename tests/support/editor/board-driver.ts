/** Drives an editor like a hand: a real document and view, a plain measurer, a clock that the test moves. */
import { expect } from 'vitest'
import * as Y from 'yjs'
import type { ShapeId } from '../../../lib/base/ids.ts'
import { signal } from '../../../lib/base/signal.ts'
import type { BoardDocument } from '../../../lib/document/board-document.ts'
import { createBoardDocument } from '../../../lib/document/create-board-document.ts'
import { toScreen } from '../../../lib/editor/camera/camera.ts'
import { createEditor } from '../../../lib/editor/create-editor.ts'
import type { Editor } from '../../../lib/editor/editor.ts'
import type { Handle } from '../../../lib/editor/gestures/handle.ts'
import { selectionFrame } from '../../../lib/editor/gestures/handles.ts'
import type { EditorSettings } from '../../../lib/editor/settings.ts'
import type { EditorRequest, Modifiers, PointerKind } from '../../../lib/editor/tools/tool.ts'
import type { ToolId } from '../../../lib/editor/tools/tool-ids.ts'
import { type ScreenPoint, screenPoint } from '../../../lib/geometry/point.ts'
import type { TextMeasurer } from '../../../lib/shapes/kind.ts'
import { makeShape, type Shape, type ShapeType } from '../../../lib/shapes/registry.ts'
import { FakeClock } from './fake-clock.ts'

/** Every letter is half as wide as high. */
export const plainMeasurer: TextMeasurer = { width: (text, _font, fontSize) => text.length * fontSize * 0.5 }

type Held = Partial<Modifiers>
interface PointerOptions {
  readonly pointer?: PointerKind
  readonly button?: 0 | 1 | 2 | 5
  readonly id?: number
  readonly pressure?: number
  readonly held?: Held
}
interface DriverOptions {
  readonly settings?: Partial<EditorSettings>
  readonly doc?: Y.Doc
  /** Of ids and hand-drawn looks: two boards that meet need different ones. */
  readonly seed?: number
  /** In whose name notes are made. */
  readonly author?: string
}
const free: Modifiers = { shift: false, alt: false, ctrl: false, space: false }
const FRAME_MS = 16

/** The same random bytes in every run. */
function seededRandom(seed: number) {
  let state = seed >>> 0
  return (size: number) =>
    Uint8Array.from({ length: size }, () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0
      return state >>> 24
    })
}

export class BoardDriver {
  readonly clock = new FakeClock()
  readonly document: BoardDocument
  readonly editor: Editor
  readonly requests: EditorRequest[] = []
  readonly isViewer = signal(false)
  #last = screenPoint(0, 0)
  #held: Modifiers = free
  #options: PointerOptions = {}

  constructor({ settings = {}, doc = new Y.Doc(), seed = 7, author = '' }: DriverOptions = {}) {
    this.document = createBoardDocument({ doc, measure: plainMeasurer })
    this.editor = createEditor({
      document: this.document,
      measure: plainMeasurer,
      clock: this.clock,
      random: seededRandom(seed),
      settings: { snapToObjects: false, ...settings },
      isViewer: this.isViewer,
      author: () => author,
    })
    this.editor.viewport.value = { w: 1000, h: 800 }
    this.editor.onRequest((request) => this.requests.push(request))
  }

  // ---- the hand ------------------------------------------------------------------------------

  hold(held: Held): this {
    this.#held = { ...free, ...held }
    return this
  }
  /** Changes the held modifier keys during a gesture, as the keyboard reports it. */
  press(key: 'Shift' | 'Alt' | 'Control', name: 'down' | 'up' = 'down'): this {
    const field = key === 'Shift' ? 'shift' : key === 'Alt' ? 'alt' : 'ctrl'
    this.#held = { ...this.#held, [field]: name === 'down' }
    this.editor.keyEvent(this.#key(key, key, name, this.#held))
    return this
  }
  with(options: PointerOptions): this {
    this.#options = options
    return this
  }
  down(x: number, y: number, options: PointerOptions = {}): this {
    return this.#pointer('down', x, y, options)
  }
  move(x: number, y: number, options: PointerOptions = {}): this {
    return this.#pointer('move', x, y, options)
  }
  up(x = this.#last.x, y = this.#last.y, options: PointerOptions = {}): this {
    return this.#pointer('up', x, y, options)
  }
  cancel(id = 1): this {
    this.editor.pointerEvent({ name: 'cancel', pointerId: id })
    return this
  }
  click(x: number, y: number, options: PointerOptions = {}): this {
    return this.down(x, y, options).up(x, y, options)
  }
  doubleClick(x: number, y: number, options: PointerOptions = {}): this {
    return this.wait(1000).click(x, y, options).click(x, y, options)
  }
  drag(x1: number, y1: number, x2: number, y2: number, options: PointerOptions = {}): this {
    const half = { x: (x1 + x2) / 2, y: (y1 + y2) / 2 }
    return this.down(x1, y1, options).move(half.x, half.y, options).move(x2, y2, options).up(x2, y2, options)
  }
  wheel(x: number, y: number, deltaX: number, deltaY: number, held: Held = {}): this {
    this.editor.wheel({ screen: screenPoint(x, y), deltaX, deltaY, modifiers: { ...free, ...held } })
    return this
  }
  /** `key('Mod+Shift+g')`; returns whether the board used it. */
  key(chord: string): boolean {
    const key = chord.endsWith('+') ? '+' : (chord.split('+').at(-1) as string)
    const has = (name: string) => chord.slice(0, -key.length).split('+').includes(name)
    const modifiers = { shift: has('Shift'), alt: has('Alt'), ctrl: has('Mod'), space: false }
    const code = key === ' ' ? 'Space' : /^\d$/.test(key) ? `Digit${key}` : `Key${key.toUpperCase()}`
    this.clock.advance(FRAME_MS)
    const isUsed = this.editor.keyEvent(this.#key(key, code, 'down', modifiers))
    if (key !== ' ') this.editor.keyEvent(this.#key(key, code, 'up', modifiers))
    return isUsed
  }
  /** Holds a letter key down until `releaseKey`. */
  holdKey(key: string): this {
    this.editor.keyEvent(this.#key(key, `Key${key.toUpperCase()}`, 'down', free))
    return this
  }
  releaseKey(key: string): this {
    this.editor.keyEvent(this.#key(key, `Key${key.toUpperCase()}`, 'up', free))
    return this
  }
  releaseSpace(): this {
    this.editor.keyEvent(this.#key(' ', 'Space', 'up', free))
    return this
  }
  wait(ms: number): this {
    this.clock.advance(ms)
    return this
  }
  choose(tool: ToolId): this {
    this.editor.tool.value = tool
    return this
  }
  /** Writes into the text being edited, at its end, as the text editor of the page does. */
  type(words: string): this {
    const id = this.editor.editing.value
    const text = id === null ? undefined : this.document.sharedText(id)
    if (!text) throw new Error('no text is being edited')
    this.document.doc.transact(() => text.insert(text.length, words), this.document.history.origin)
    return this
  }
  /** The screen place of a handle of the selection. */
  handle(
    wanted: 'rotate' | 'nw' | 'n' | 'ne' | 'e' | 'se' | 's' | 'sw' | 'w' | { point: number } | { middle: number },
  ) {
    const matches = (handle: Handle) =>
      typeof wanted === 'string'
        ? handle.name === wanted || (handle.name === 'resize' && handle.edge === wanted)
        : 'point' in wanted
          ? handle.name === 'point' && handle.index === wanted.point
          : handle.name === 'middle' && handle.index === wanted.middle
    const found = selectionFrame(this.editor)?.handles.find(matches)
    if (!found) throw new Error(`no handle ${JSON.stringify(wanted)}`)
    return found.at
  }
  dragHandle(wanted: Parameters<BoardDriver['handle']>[0], dx: number, dy: number, options: PointerOptions = {}): this {
    const at = this.handle(wanted)
    return this.drag(at.x, at.y, at.x + dx, at.y + dy, options)
  }

  // ---- the board -----------------------------------------------------------------------------

  /** Puts a shape on the board without a hand, outside of this user's history. */
  add<T extends ShapeType>(type: T, x: number, y: number, w: number, h: number, fields: object = {}): ShapeId {
    const id = `${type}-${this.document.board.size + 1}` as ShapeId
    const shape = makeShape(type, id, { placement: { x, y, w, h, rotation: 0 }, ...fields } as never) as Shape
    const other = new Y.Doc()
    Y.applyUpdate(other, Y.encodeStateAsUpdate(this.document.doc))
    const writer = createBoardDocument({ doc: other })
    const result = writer.dispatch({ name: 'create', shapes: [shape] })
    expect(result.ok).toBe(true)
    Y.applyUpdate(this.document.doc, Y.encodeStateAsUpdate(other), 'remote')
    writer.close()
    return id
  }
  /** A change by somebody else. */
  remotely(change: (document: BoardDocument) => void): this {
    const other = new Y.Doc()
    Y.applyUpdate(other, Y.encodeStateAsUpdate(this.document.doc))
    const writer = createBoardDocument({ doc: other })
    change(writer)
    Y.applyUpdate(this.document.doc, Y.encodeStateAsUpdate(other), 'remote')
    writer.close()
    return this
  }
  get(id: ShapeId): Shape {
    const shape = this.document.board.get(id)
    if (!shape) throw new Error(`no shape ${id}`)
    return shape
  }
  box(id: ShapeId): [number, number, number, number] {
    const { x, y, w, h } = this.get(id).placement
    const rounded = (n: number) => Math.round(n * 1000) / 1000 + 0
    return [rounded(x), rounded(y), rounded(w), rounded(h)]
  }
  /** As drawn now, previews included. */
  drawnBox(id: ShapeId): [number, number, number, number] {
    const shape = this.editor.view.get(id)
    if (!shape) throw new Error(`no shape ${id}`)
    const { x, y, w, h } = this.editor.view.placement(shape)
    const rounded = (n: number) => Math.round(n * 1000) / 1000 + 0
    return [rounded(x), rounded(y), rounded(w), rounded(h)]
  }
  get shapes(): readonly Shape[] {
    return this.document.board.shapes
  }
  get last(): Shape {
    return this.shapes[this.shapes.length - 1]
  }
  get selection(): readonly ShapeId[] {
    return this.editor.selection.value
  }
  select(...ids: ShapeId[]): this {
    this.editor.tool.value = 'select'
    this.editor.selection.value = ids
    return this
  }
  screenOf(x: number, y: number): ScreenPoint {
    return toScreen(this.editor.camera.value, { x, y })
  }
  /** How many undo steps it takes until nothing is left to undo; then redoes them all. */
  undoSteps(): number {
    const { history } = this.document
    const selection = this.editor.selection.value
    let steps = 0
    while (history.canUndo.value && steps < 100) {
      history.undo()
      steps++
    }
    for (let i = 0; i < steps; i++) history.redo()
    this.editor.selection.value = selection
    return steps
  }
  /** Runs `gesture` and expects exactly one undo step that takes it back completely. */
  expectOneStep(gesture: () => void): void {
    const before = JSON.stringify(this.document.doc.getMap('shapes').toJSON())
    const steps = this.undoSteps()
    gesture()
    const after = JSON.stringify(this.document.doc.getMap('shapes').toJSON())
    expect(after).not.toBe(before)
    expect(this.undoSteps() - steps).toBe(1)
    this.document.history.undo()
    expect(JSON.parse(JSON.stringify(this.document.doc.getMap('shapes').toJSON()))).toEqual(JSON.parse(before))
    this.document.history.redo()
  }
  close(): void {
    this.editor.close()
    this.document.close()
  }

  #pointer(name: 'down' | 'move' | 'up', x: number, y: number, options: PointerOptions): this {
    this.clock.advance(FRAME_MS)
    const { pointer = 'mouse', button = 0, id = 1, pressure = 0.5, held } = { ...this.#options, ...options }
    this.#last = screenPoint(x, y)
    const sample = { screen: this.#last, pressure, at: this.clock.now() }
    const event = { ...sample, pointer, button, pointerId: id, modifiers: held ? { ...free, ...held } : this.#held }
    if (name === 'move') this.editor.pointerEvent({ ...event, name, coalesced: [sample] })
    else this.editor.pointerEvent({ ...event, name })
    return this
  }
  #key(key: string, code: string, name: 'down' | 'up', modifiers: Modifiers) {
    return { name, key, code, modifiers, isRepeat: false, isComposing: false }
  }
}
