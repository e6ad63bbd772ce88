import { describe, expect, it } from 'vitest'
import { signal } from '../../../lib/base/signal.ts'
import { createLongWork, type Portions } from '../../../lib/document/long-work.ts'
import { createWaiting, MAX_WAITING_ACTIONS } from '../../../lib/editor/actions/waiting.ts'
import { FakeClock } from '../../support/editor/fake-clock.ts'

/** Work of some turns, and what was done in which order. */
function busy() {
  const time = new FakeClock()
  let now = 0
  // Every look at it costs a turn.
  const clock = { now: () => (now += 1_000), after: time.after.bind(time), every: time.every.bind(time) }
  const work = createLongWork(clock)
  const done: string[] = []
  function* portions(name: string, count: number): Portions {
    for (let i = 0; i < count; i++) {
      done.push(`${name}${i}`)
      yield { done: i, total: count }
    }
  }
  return { time, work, done, start: (name: string, count = 3) => work.run(portions(name, count)) }
}

describe('an action while a large change is under way', () => {
  it('DC76 acts at once when nothing is under way', () => {
    const inTurn = createWaiting({ progress: signal(null), afterwards: () => expect.unreachable() })
    let acted = 0
    inTurn(() => acted++)
    expect(acted).toBe(1)
  })

  it('DC76 waits for its end, in order, and for what those before it began', () => {
    const { work, done, start, time } = busy()
    const inTurn = createWaiting(work)
    start('paste')
    inTurn(() => start('undo'))
    inTurn(() => done.push('copy'))
    expect(done).toEqual(['paste0'])
    for (let i = 0; i < 20; i++) time.advance(1)
    expect(done).toEqual(['paste0', 'paste1', 'paste2', 'undo0', 'undo1', 'undo2', 'copy'])
  })

  it('DC76 no more wait than a few: a key that was held ends soon after it is let go', () => {
    const { work, start, time } = busy()
    const inTurn = createWaiting(work)
    let acted = 0
    start('paste')
    for (let i = 0; i < 100; i++) inTurn(() => acted++)
    for (let i = 0; i < 20; i++) time.advance(1)
    expect(acted).toBe(MAX_WAITING_ACTIONS)
    inTurn(() => acted++)
    expect(acted).toBe(MAX_WAITING_ACTIONS + 1)
  })
})
