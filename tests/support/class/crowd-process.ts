/** The simulated people, in a process of their own: the page that is watched must not share their core. */
import { setTimeout as wait } from 'node:timers/promises'
import * as Y from 'yjs'
import { parseRoomId, type RoomId } from '../../../lib/base/ids.ts'
import type { CrowdAnswer, CrowdOrder, CrowdReport } from './crowd-words.ts'
import { digestOf } from './digest.ts'
import { joinPerson, type Person } from './person.ts'

const LOOK_MS = 100
/** The longest that a hand is at one thing, and some more. */
const CALM_LIMIT_MS = 20_000
let people: readonly Person[] = []

const answer = (words: CrowdAnswer) => process.send?.(words)

async function until(isSo: () => boolean, withinMs: number): Promise<boolean> {
  const deadline = Date.now() + withinMs
  while (!isSo()) {
    if (Date.now() > deadline) return false
    await wait(LOOK_MS)
  }
  return true
}

const isLive = ({ session }: Person) => session.connection.value.name === 'live'
const isSaved = ({ session }: Person) => session.saveState.value.name === 'saved'
const peopleSeen = ({ session }: Person) => new Set(session.peers.value.map(({ userId }) => userId)).size

/** Everything that one person finished and that is not on the board as it was finished. */
function findLost(author: Person, board: Y.Doc): readonly string[] {
  const shapes = board.getMap<Y.Map<unknown>>('shapes')
  const strokes = [...author.strokes].flatMap(([id, points]) => {
    const stored = shapes.get(id)?.get('strokePoints')
    return stored instanceof Uint8Array && Buffer.from(stored).equals(points) ? [] : [`stroke ${id} is lost`]
  })
  const notes = [...author.notes].flatMap(([id, words]) => {
    const text = shapes.get(id)?.get('text')
    return text instanceof Y.Text && text.toString() === words ? [] : [`note ${id} does not say "${words}"`]
  })
  return [...strokes, ...notes]
}

function report(others: number): CrowdReport {
  const [first] = people
  const digest = digestOf(first.doc)
  const faults = people.flatMap((person, nth) => [
    ...(isLive(person) ? [] : [`person ${nth} is ${person.session.connection.value.name}`]),
    ...(isSaved(person) ? [] : [`person ${nth} is ${person.session.saveState.value.name}`]),
    ...(peopleSeen(person) === others ? [] : [`person ${nth} sees ${peopleSeen(person)} others`]),
    ...(digestOf(person.doc) === digest ? [] : [`person ${nth} has another board`]),
    ...findLost(person, first.doc),
  ])
  return {
    faults,
    digest,
    strokes: people.flatMap(({ strokes }) => [...strokes.keys()]),
    notes: people.reduce((sum, { notes }) => sum + notes.size, 0),
    moves: people.reduce((sum, { moves }) => sum + moves, 0),
  }
}

async function obey(order: CrowdOrder): Promise<void> {
  switch (order.name) {
    case 'join': {
      const { url, count, seed } = order
      const room = parseRoomId(order.room) as RoomId
      people = Array.from({ length: count }, (_, nth) => joinPerson({ url, room, nth, seed }))
      return void answer({ name: 'done' })
    }
    case 'calm':
      for (const person of people) person.calm()
      await until(() => people.every(({ isResting }) => isResting), CALM_LIMIT_MS)
      return void answer({ name: 'done' })
    case 'back': {
      const isBack = await until(() => people.every(isLive), order.withinMs)
      return void answer({ name: 'back', ms: isBack ? Date.now() - order.since : null })
    }
    case 'settle': {
      const isSettled = () =>
        people.every((person) => isLive(person) && isSaved(person) && peopleSeen(person) === order.others) &&
        report(order.others).faults.length === 0
      await until(isSettled, order.withinMs)
      return void answer({ name: 'settled', report: report(order.others) })
    }
    case 'leave': {
      const leaving = people.slice(0, order.count)
      people = people.slice(order.count)
      await Promise.all(leaving.map((person) => person.leave()))
      return void answer({ name: 'done' })
    }
  }
}

// Each session's provider wants to hear of the process's end.
process.setMaxListeners(0)
process.on('message', (order: CrowdOrder) => void obey(order))
// Whoever watches is gone: nobody needs a crowd any more.
process.on('disconnect', () => process.exit(0))
