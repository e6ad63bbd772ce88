/** Many small requests at once are as long as one large one: they begin in turns. */
import { expect, test } from 'vitest'
import { createEntrance } from '../../../server/http/entrance.ts'

const settle = () => new Promise((resolve) => setImmediate(resolve))

test('PR10 requests of one moment begin a few at once, then one in each turn of the loop, addresses in turn', async () => {
  let now = 0
  const entrance = createEntrance({ now: () => now }, { turnMs: 4, waiting: 100 })
  const begun: string[] = []
  const ask = async (who: string): Promise<void> => {
    const waiting = entrance.enter(who)
    if (waiting && !(await waiting)) return
    begun.push(who)
    // What each takes of the loop.
    now += 3
  }
  const all = Array.from({ length: 20 }, () => ask('eve'))
  const ada = ask('ada')
  expect(begun).toEqual(['eve', 'eve'])
  let before = begun.length
  for (let turn = 0; begun.length < 21 && turn < 100; turn++) {
    await settle()
    expect(begun.length - before).toBeLessThanOrEqual(1)
    before = begun.length
  }
  await Promise.all([...all, ada])
  expect(begun.indexOf('ada')).toBeLessThanOrEqual(4)
  await settle()
  expect(entrance.enter('bob')).toBe(null)
})

test('PR10 so many of an address wait to begin and no more', async () => {
  let now = 0
  const entrance = createEntrance({ now: () => now }, { turnMs: 4, waiting: 5 })
  entrance.enter('eve')
  now = 10
  const waiting = Array.from({ length: 8 }, () => entrance.enter('eve'))
  const other = entrance.enter('ada')
  expect(await Promise.all(waiting)).toEqual([true, true, true, true, true, false, false, false])
  expect(await other).toBe(true)
})
