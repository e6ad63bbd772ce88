import { expect, it } from 'vitest'
import { ReadingPause } from '../../../server/socket/reading-pause.ts'

/** A promise that the test settles; node 20 has none of its own. */
function open() {
  let resolve: (value: number) => void = () => {}
  let reject: (error: Error) => void = () => {}
  const promise = new Promise<number>((yes, no) => {
    resolve = yes
    reject = no
  })
  return { promise, resolve, reject }
}

it('PR10 a peer is not read on while the room takes in what is long, and its outcome is told, also a failure', async () => {
  const pause = new ReadingPause()
  const calls: string[] = []
  const socket = { pause: () => void calls.push('pause'), resume: () => void calls.push('resume') }
  const told: unknown[] = []
  const first = open()
  const second = open()
  const tell = (known: () => number): void => {
    try {
      told.push(known())
    } catch (error) {
      told.push((error as Error).message)
    }
  }
  pause.until(first.promise, socket, tell)
  pause.until(second.promise, socket, tell)
  first.resolve(1)
  await first.promise
  expect([calls, told, pause.isOn]).toEqual([['pause', 'pause'], [1], true])
  second.reject(new Error('failed'))
  await second.promise.catch(() => {})
  expect([calls, told, pause.isOn]).toEqual([['pause', 'pause', 'resume'], [1, 'failed'], false])
})
