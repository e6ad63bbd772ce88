import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { ShapeId } from '../../../lib/base/ids.ts'
import { countAnswers } from '../../../lib/document/poll.ts'
import {
  countVotes,
  createWorkshop,
  isVotable,
  readWorkshop,
  timerLeftMs,
  votesLeft,
} from '../../../lib/document/workshop.ts'

const [note, box] = ['note', 'box'] as ShapeId[]

/** Two people on one board; `meet` exchanges everything that they wrote since. */
function pair() {
  const docs = [new Y.Doc(), new Y.Doc()] as const
  const [ada, bob] = docs.map(createWorkshop)
  const meet = () => {
    const [a, b] = docs.map((doc) => Y.encodeStateAsUpdate(doc))
    Y.applyUpdate(docs[0], b)
    Y.applyUpdate(docs[1], a)
  }
  return { docs, ada, bob, meet }
}

describe('dot voting', () => {
  it('DC10 votes that two people cast at once are all counted, at both', () => {
    const { ada, bob, meet } = pair()
    ada.startVoting({ id: 'v1', votesEach: 3, isHidden: false, by: 'ada' })
    meet()
    ada.vote('ada', note, 1)
    ada.vote('ada', note, 1)
    bob.vote('bob', note, 1)
    bob.vote('bob', box, 1)
    meet()
    for (const { state } of [ada, bob]) {
      expect([...countVotes(state)].sort()).toEqual([
        ['box', 1],
        ['note', 3],
      ])
    }
    expect(votesLeft(bob.state, 'ada')).toBe(1)
  })

  it('nobody has more votes than the voting gives, even when they write more', () => {
    const { docs, ada } = pair()
    ada.startVoting({ id: 'v1', votesEach: 2, isHidden: true, by: 'ada' })
    expect([1, 2, 3].map(() => ada.vote('ada', box, 1))).toEqual([true, true, false])
    docs[0].getMap('workshop').set('vote/v1/eve', { box: 40, note: 2 })
    expect(Object.fromEntries(countVotes(ada.state))).toEqual({ box: 4 })
  })

  it('a vote can be taken back, a closed voting takes none, and a new one starts from zero', () => {
    const { ada } = pair()
    ada.startVoting({ id: 'v1', votesEach: 1, isHidden: false, by: 'ada' })
    expect(ada.vote('ada', box, 1)).toBe(true)
    expect(ada.vote('ada', box, -1)).toBe(true)
    expect(ada.vote('ada', box, -1)).toBe(false)
    ada.vote('ada', note, 1)
    ada.changeVoting({ isOpen: false })
    expect(ada.vote('ada', note, -1)).toBe(false)
    ada.startVoting({ id: 'v2', votesEach: 1, isHidden: false, by: 'ada' })
    expect(countVotes(ada.state).size).toBe(0)
  })

  it('whatever lies in the map, reading never throws', () => {
    const doc = new Y.Doc()
    const map = doc.getMap('workshop')
    for (const junk of [1, 'x', null, [], { id: 'a/b', votesEach: 1 }, { id: 'v', votesEach: 1e9 }]) {
      map.set('voting', junk)
      map.set('timer', junk)
      map.set('poll', junk)
      map.set('alone', junk)
      const nothing = { timer: null, voting: null, alone: null, poll: null, ballots: new Map(), answers: new Map() }
      expect(readWorkshop(doc)).toEqual(nothing)
    }
  })
})

describe('the timer', () => {
  it('DC10 who comes late sees the same time left, a pause holds it, and minutes can be added', () => {
    const { ada, bob, meet } = pair()
    ada.startTimer(60_000, 1_000)
    meet()
    const left = (now: number) => bob.state.timer && timerLeftMs(bob.state.timer, now)
    expect(left(11_000)).toBe(50_000)
    bob.pauseTimer(21_000)
    expect(left(500_000)).toBe(40_000)
    bob.resumeTimer(101_000)
    expect(left(111_000)).toBe(30_000)
    bob.addToTimer(60_000, 111_000)
    expect(left(111_000)).toBe(90_000)
    bob.addToTimer(60_000, 900_000)
    expect(left(900_000)).toBe(60_000)
    bob.stopTimer()
    meet()
    expect(ada.state.timer).toBeNull()
  })
})

describe('a poll', () => {
  const asked = { id: 'p1', question: 'Tea?', choices: ['Yes', 'No'], by: 'ada', isLed: true }

  it('DC48 each has one answer, which may be changed or taken back, and those who answer at once are all counted', () => {
    const { ada, bob, meet } = pair()
    ada.ask(asked)
    meet()
    ada.answer('ada', 0)
    ada.answer('ada', 1)
    bob.answer('bob', 1)
    meet()
    for (const { state } of [ada, bob]) expect(state.poll && countAnswers(state.poll, state.answers)).toEqual([0, 2])
    bob.answer('bob', 1)
    bob.answer('bob', 7)
    expect(bob.state.answers.has('bob')).toBe(false)
    meet()
    expect([...ada.state.answers]).toEqual([['ada', 1]])
  })

  it('DC48 a closed one takes none and keeps them, and the next begins from nothing', () => {
    const { ada } = pair()
    ada.ask(asked)
    ada.answer('bob', 0)
    ada.closePoll(false)
    ada.answer('cy', 0)
    expect([...ada.state.answers]).toEqual([['bob', 0]])
    ada.ask({ ...asked, id: 'p2' })
    expect(ada.state.answers.size).toBe(0)
    ada.endPoll()
    expect(ada.state.poll).toBe(null)
  })
})

it('DC10 votes go to what stands for something, frames too, and not to what joins two', () => {
  expect(['note', 'frame', 'geo', 'image', 'arrow', 'line', 'group', undefined].map(isVotable)).toEqual([
    true,
    true,
    true,
    true,
    false,
    false,
    false,
    false,
  ])
})
