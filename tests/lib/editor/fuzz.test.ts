import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { watchOwnUndo } from '../../support/document/own-undo.ts'
import { seeded } from '../../support/document/random.ts'
import { BoardDriver } from '../../support/editor/board-driver.ts'
import { type RandomHand, randomHand } from '../../support/editor/random-hand.ts'

const STEPS = 250
const RUNS = Number(process.env.FUZZ_RUNS ?? 12)
const FIRST_SEED = Number(process.env.FUZZ_SEED ?? 1)
const MAX_UNDO = 1000

const stored = (board: BoardDriver) => JSON.parse(JSON.stringify(board.document.doc.getMap('shapes').toJSON()))
const newBoard = (clientID: number) => {
  const doc = new Y.Doc()
  doc.clientID = clientID
  return new BoardDriver({ doc, seed: clientID })
}

/** What must hold after any deed. */
function expectSound(board: BoardDriver): void {
  const { editor } = board
  const { camera, selection, editing, entered } = editor
  expect([camera.value.x, camera.value.y, camera.value.zoom].every(Number.isFinite)).toBe(true)
  for (const id of selection.value) expect(editor.view.board.get(id), `selected ${id}`).toBeDefined()
  for (const id of [editing.value, entered.value]) if (id !== null) expect(editor.view.board.get(id)).toBeDefined()
  for (const shape of board.shapes) {
    const { x, y, w, h } = editor.view.bounds(shape)
    expect([x, y, w, h].every(Number.isFinite), `bounds of ${JSON.stringify(shape)}`).toBe(true)
  }
}

/** Runs deeds; a failure tells the last ones. */
function act(hand: RandomHand, board: BoardDriver, deeds: string[]): void {
  try {
    deeds.push(hand.act())
    expectSound(board)
  } catch (cause) {
    throw new Error(`after ${deeds.slice(-12).join(' | ')}: ${cause instanceof Error ? cause.message : cause}`, {
      cause,
    })
  }
}

function settle(board: BoardDriver): void {
  board.cancel()
  board.editor.toolEvent({ name: 'cancel' })
  board.editor.settings.value = { ...board.editor.settings.value, viewMode: false }
  board.editor.editing.value = null
  board.choose('select').wait(5000)
  expect(board.editor.preview.value.replaced.size).toBe(0)
}

function alone(seed: number): void {
  const board = newBoard(seed * 2 + 1)
  const hand = randomHand(board, seeded(seed))
  const deeds: string[] = []
  for (let i = 0; i < STEPS; i++) act(hand, board, deeds)
  settle(board)
  const end = stored(board)
  const { history } = board.document
  let steps = 0
  for (; history.canUndo.value && steps < MAX_UNDO; steps++) history.undo()
  expect(stored(board)).toEqual({})
  expectSound(board)
  for (let i = 0; i < steps; i++) history.redo()
  expect(stored(board)).toEqual(end)
  board.close()
  expect(board.clock.pending).toBe(0)
}

/** Several people, each of whom is cut off now and then and goes on alone. */
function together(seed: number, people: number): void {
  const random = seeded(seed)
  const boards = Array.from({ length: people }, (_, i) => newBoard(seed * people + i + 1))
  const hands = boards.map((board) => randomHand(board, random))
  const touched = boards.map(({ document }) => watchOwnUndo(document.doc))
  const onTheWay: Uint8Array[][] = boards.map(() => [])
  const offline = new Set<number>()
  for (const [from, board] of boards.entries())
    board.document.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin === 'remote') return
      for (const [to, queue] of onTheWay.entries()) if (to !== from) queue.push(update)
    })
  const deliver = (to: number, most: number) => {
    for (const update of onTheWay[to].splice(0, most)) Y.applyUpdate(boards[to].document.doc, update, 'remote')
  }
  const deeds: string[] = []
  for (let i = 0; i < STEPS; i++) {
    const who = random.below(people)
    act(hands[who], boards[who], deeds)
    if (random.chance(0.03) && !offline.delete(who)) offline.add(who)
    const to = random.below(people)
    if (random.chance(0.6) && !offline.has(to) && !offline.has(who)) deliver(to, 1 + random.below(5))
    for (const board of boards) expectSound(board)
  }
  for (const board of boards) settle(board)
  // An emptied text is deleted by whoever ends editing it last, so all are told until nobody has anything to say.
  while (onTheWay.some(({ length }) => length > 0))
    for (const to of boards.keys()) deliver(to, Number.POSITIVE_INFINITY)
  for (const board of boards.slice(1)) {
    expect(stored(board)).toEqual(stored(boards[0]))
    for (const shape of boards[0].shapes) {
      const [one, two] = [boards[0], board].map(({ editor }) =>
        editor.view.placement(editor.view.get(shape.id) ?? shape),
      )
      expect(two).toEqual(one)
    }
  }
  expect(touched.flat()).toEqual([])
  for (const board of boards) {
    board.close()
    expect(board.clock.pending).toBe(0)
  }
}

describe('a hand that does anything', () => {
  for (let seed = FIRST_SEED; seed < FIRST_SEED + RUNS; seed++) {
    it(`I23 never breaks the board and is taken back to the empty board, seed ${seed}`, () => alone(seed))
    const people = 2 + (seed % 2)
    it(`I21 I23 I51 ${people} of them end with the same board, and undo only their own, seed ${seed}`, () =>
      together(seed, people))
  }
})
