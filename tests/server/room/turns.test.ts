import { describe, expect, it } from 'vitest'
import type { Steps } from '../../../lib/base/steps.ts'
import { RoomWork, Turns } from '../../../server/room/turns.ts'
import { FakeClock } from '../../support/editor/fake-clock.ts'

function setUp() {
  const clock = new FakeClock()
  return { clock, turns: new Turns(clock) }
}

/** Work of so many steps; notes each of them. */
function* steps(count: number, note: () => void = () => {}): Steps<number> {
  for (let i = 0; i < count; i++) {
    note()
    yield
  }
  return count
}

describe('turns', () => {
  it('PR10 short work is done where it comes, and long work leaves the loop to others', async () => {
    const { clock, turns } = setUp()
    expect(turns.run(steps(3), 'ada')).toBe(3)
    const seen: number[] = []
    const long = turns.run(
      steps(1000, () => seen.push(seen.length)),
      'eve',
    )
    expect(long).toBeInstanceOf(Promise)
    const atOnce = seen.length
    expect(atOnce).toBeLessThan(20)
    clock.advance(1)
    const inOneTurn = seen.length - atOnce
    expect(inOneTurn).toBeGreaterThan(0)
    expect(inOneTurn).toBeLessThan(40)
    for (let i = 0; i < 100; i++) clock.advance(1)
    expect(await long).toBe(1000)
    expect(clock.pending).toBe(0)
  })

  it('PR10 one address with a hundred jobs takes as many turns as one with a single job', async () => {
    const { clock, turns } = setUp()
    const done: string[] = []
    const note = (who: string) => () => void done.push(who)
    const jobs = Array.from({ length: 100 }, (_, i) =>
      Promise.resolve(turns.run(steps(200), 'eve')).then(note(`eve ${i}`)),
    )
    const ada = Promise.resolve(turns.run(steps(200), 'ada')).then(note('ada'))
    for (let i = 0; done.length === 0 && i < 200; i++) {
      clock.advance(1)
      await Promise.resolve()
      await Promise.resolve()
    }
    await ada
    // Eve had some before Ada came, and then one turn for each of Ada's.
    expect(done.length).toBeLessThan(3)
    for (let i = 0; i < 2000; i++) clock.advance(1)
    await Promise.all(jobs)
  })

  it('RM3 the work of a room is done one after another, and what fails holds nobody up', async () => {
    const { clock, turns } = setUp()
    const work = new RoomWork(turns)
    const order: string[] = []
    function* named(name: string, count: number): Steps<void> {
      order.push(`${name} begins`)
      yield* steps(count)
      order.push(`${name} ends`)
      if (name === 'bad') throw new Error('bad')
    }
    const all = [work.run(() => named('long', 100)), work.run(() => named('bad', 0)), work.run(() => named('short', 0))]
    const settled = Promise.allSettled(all)
    for (let i = 0; i < 20; i++) {
      clock.advance(1)
      await Promise.resolve()
    }
    expect((await settled).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(order).toEqual(['long begins', 'long ends', 'bad begins', 'bad ends', 'short begins', 'short ends'])
    expect(work.run(() => named('again', 0))).toBe(undefined)
  })
})
