import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
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

function together(seed: number): void {
  const random = seeded(seed)
  const boards = [newBoard(seed * 2 + 1), newBoard(seed * 2 + 2)]
  const hands = boards.map((board) => randomHand(board, random))
  const onTheWay: Uint8Array[][] = [[], []]
  for (const [i, board] of boards.entries())
    board.document.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== 'remote') onTheWay[1 - i].push(update)
    })
  const deliver = (to: number, most: number) => {
    for (const update of onTheWay[to].splice(0, most)) Y.applyUpdate(boards[to].document.doc, update, 'remote')
  }
  const deeds: string[] = []
  for (let i = 0; i < STEPS; i++) {
    const who = random.below(2)
    act(hands[who], boards[who], deeds)
    if (random.chance(0.6)) deliver(random.below(2), 1 + random.below(5))
    expectSound(boards[1 - who])
  }
  for (const board of boards) settle(board)
  for (const to of [0, 1]) deliver(to, Number.POSITIVE_INFINITY)
  // An emptied text is deleted by whoever ends editing it last, so both are told once more.
  for (const to of [0, 1]) deliver(to, Number.POSITIVE_INFINITY)
  expect(stored(boards[1])).toEqual(stored(boards[0]))
  for (const shape of boards[0].shapes) {
    const [one, two] = boards.map(({ editor }) => editor.view.placement(editor.view.get(shape.id) ?? shape))
    expect(two).toEqual(one)
  }
  for (const board of boards) {
    board.close()
    expect(board.clock.pending).toBe(0)
  }
}

describe('a hand that does anything', () => {
  for (let seed = FIRST_SEED; seed < FIRST_SEED + RUNS; seed++) {
    it(`I23 never breaks the board and is taken back to the empty board, seed ${seed}`, () => alone(seed))
    it(`I21 I51 two of them end with the same board, seed ${seed}`, () => together(seed))
  }
})
