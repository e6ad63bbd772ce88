import { expect, test } from 'vitest'
import { createFairQueue, type FairQueue, type QueueLimits } from '../../../server/jobs/fair-queue.ts'

const limits: QueueLimits = { atOnce: 2, perAddress: 4, waiting: 6, waitingBytes: 100 }

/** Enters jobs named `address/room`, and writes down whose turn came. */
function crowd(queue: FairQueue) {
  const called: string[] = []
  const enter = (name: string, bytes = 1) => {
    const [address, room] = name.split('/')
    const ticket = queue.enter({ address, room, bytes })
    void ticket?.turn.then((isTurn) => called.push(isTurn ? name : `${name} left`))
    return ticket
  }
  return { called, enter }
}
const settled = () => new Promise<void>((resolve) => queueMicrotask(() => queueMicrotask(() => resolve())))

test('PR10 an address with many jobs leaves a place to others, and they take turns', async () => {
  const queue = createFairQueue(limits)
  const { called, enter } = crowd(queue)
  const many = [1, 2, 3, 4].map((n) => enter(`eve/r${n}`))
  const other = enter('ann/r9')
  enter('bob/r8')
  await settled()
  expect(called).toEqual(['eve/r1', 'ann/r9'])
  many[0]?.leave()
  await settled()
  expect(called.slice(2)).toEqual(['eve/r2'])
  other?.leave()
  await settled()
  expect(called.slice(3)).toEqual(['bob/r8'])
})

test('PR10 a room takes one place, by however many addresses', async () => {
  const queue = createFairQueue({ ...limits, atOnce: 3 })
  const { called, enter } = crowd(queue)
  for (const name of ['a/r', 'b/r', 'c/r', 'd/s']) enter(name)
  await settled()
  expect(called).toEqual(['a/r', 'd/s'])
})

test('PR10 a long job of one room holds up neither the other rooms of its address nor other addresses', async () => {
  const queue = createFairQueue({ ...limits, atOnce: 3 })
  const { called, enter } = crowd(queue)
  for (const name of ['school/long', 'school/long', 'school/short', 'school/third', 'home/own']) enter(name)
  await settled()
  expect(called).toEqual(['school/long', 'school/short', 'home/own'])
})

test('PR10 waiting is bounded for an address, for all, and in bytes', () => {
  const queue = createFairQueue(limits)
  const { enter } = crowd(queue)
  expect([1, 2, 3, 4, 5].map((n) => enter(`eve/r${n}`) !== null)).toEqual([true, true, true, true, false])
  expect(enter('ann/r9', 97)).not.toBeNull()
  expect(enter('bob/r8', 98)).toBeNull()
  for (const name of ['b/1', 'c/2', 'd/3']) enter(name)
  expect(queue.waiting).toBe(6)
  expect(enter('e/4')).toBeNull()
})

test('PR10 who gives up waiting frees the place, and twice is harmless', async () => {
  const queue = createFairQueue(limits)
  const { called, enter } = crowd(queue)
  const first = enter('a/1')
  enter('b/2')
  const third = enter('c/3')
  third?.leave()
  third?.leave()
  await settled()
  expect(called).toEqual(['a/1', 'b/2', 'c/3 left'])
  first?.leave()
  first?.leave()
  expect([queue.working, queue.waiting]).toEqual([1, 0])
})
