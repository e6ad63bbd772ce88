import { describe, expect, it } from 'vitest'
import { everything, expectSameAsFullRead, followBoard } from '../support/document/follow-board.ts'
import { watchOwnUndo } from '../support/document/own-undo.ts'
import { seeded } from '../support/document/random.ts'
import { randomCommand } from '../support/document/random-command.ts'
import { createUnreliableNetwork, settledBytes } from '../support/document/unreliable-network.ts'

const STEPS = 200
const RUNS = Number(process.env.FUZZ_RUNS ?? 15)
const FIRST_SEED = Number(process.env.FUZZ_SEED ?? 1)

/** Three people draw, take back, go offline and come back; in the end all of them see the same. */
function run(seed: number): void {
  const random = seeded(seed)
  const network = createUnreliableNetwork(random, 3)
  const followers = network.boards.map(followBoard)
  const touched = network.boards.map(({ doc }) => watchOwnUndo(doc))
  let next = 0
  for (let step = 0; step < STEPS; step++) {
    const peer = random.below(3)
    const document = network.boards[peer]
    const { history, board } = document
    const newId = () => `${peer}-${next++}`
    const dice = random.next()
    if (dice < 0.45) document.dispatch(randomCommand({ random, board, newId }))
    else if (dice < 0.52) history.undo()
    else if (dice < 0.56) history.redo()
    else if (dice < 0.58) history.begin()
    else if (dice < 0.6) history.end()
    else if (dice < 0.61) history.cancel()
    else if (dice < 0.63) network.toggle()
    else network.deliver()
    if (random.chance(0.1)) expectSameAsFullRead(document)
  }
  network.settle()
  const [first, ...others] = network.boards
  for (const other of others) {
    expect(everything(other.board)).toEqual(everything(first.board))
    expect(settledBytes(other)).toEqual(settledBytes(first))
  }
  for (const board of network.boards) expectSameAsFullRead(board)
  for (const follower of followers) follower.check()
  expect(touched).toEqual([[], [], []])
}

describe('convergence', () => {
  for (let seed = FIRST_SEED; seed < FIRST_SEED + RUNS; seed++) {
    it(`I21 I23 DC3 every peer ends with the same board, and nobody undoes another's work, seed ${seed}`, () =>
      run(seed))
  }
})
