import { expect, test } from 'vitest'
import { createServerTime } from '../../../../lib/page/server/server-time.ts'
import { createFakeClock } from '../../../support/server/fake-clock.ts'

const MINUTE = 60_000
const setUp = (serverAheadMs: number, tripMs = 20) => {
  const clock = createFakeClock()
  let asked = 0
  let isThere = true
  const time = createServerTime({
    clock,
    async readDate() {
      asked += 1
      clock.pass(tripMs / 2)
      const date = new Date(clock.now() + serverAheadMs).toUTCString()
      clock.pass(tripMs / 2)
      return isThere ? date : null
    },
  })
  const setThere = (is: boolean) => {
    isThere = is
  }
  return { clock, time, setThere, asked: () => asked, error: () => time.now() - (clock.now() + serverAheadMs) }
}

test.each([7 * MINUTE, -90 * MINUTE, 5_300])(
  'DC10 a clock that is off by %d ms tells the time of the server',
  async (ms) => {
    const { time, error } = setUp(ms)
    await time.refresh()
    expect(Math.abs(error())).toBeLessThanOrEqual(600)
  },
)

test('DC10 a clock that is right is left alone, to the millisecond', async () => {
  const { time, clock } = setUp(300)
  await time.refresh()
  expect(time.now()).toBe(clock.now())
})

test('DC10 without an answer or with a slow one the clock stays as it is, and it is asked again', async () => {
  const silent = setUp(MINUTE)
  silent.setThere(false)
  await silent.time.refresh()
  expect(silent.time.now()).toBe(silent.clock.now())
  silent.setThere(true)
  await silent.time.refresh()
  expect(Math.abs(silent.error())).toBeLessThanOrEqual(600)
  const slow = setUp(MINUTE, 9_000)
  await slow.time.refresh()
  expect(slow.time.now()).toBe(slow.clock.now())
})

test('DC10 the server is asked once in ten minutes, however often the line breaks', async () => {
  const { time, clock, asked } = setUp(0)
  for (let minute = 0; minute < 21; minute++) {
    await time.refresh()
    clock.pass(MINUTE)
  }
  expect(asked()).toBe(3)
})
