/** Whole boards are worked on in threads: what takes too long or too much ends, and holds nobody up. */
import { createHash } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { systemClock } from '../../../lib/base/clock.ts'
import { packing as packingOf, type ThreadJob, unpack } from '../../../server/jobs/packed-job.ts'
import { type CompactorLimits, createWorkerCompactor } from '../../../server/jobs/worker-compactor.ts'
import type { Compactor } from '../../../server/room/compactor.ts'
import { type BuiltChild, buildChild } from '../../support/server/child-process.ts'
import { crowd, rivals } from '../../support/server/slow-updates.ts'

const eve = { room: 'eve', address: '203.0.113.6' }
const ada = { room: 'ada', address: '203.0.113.1' }
const small = (): Uint8Array => {
  const doc = new Y.Doc()
  doc.getMap('shapes').set('one', 1)
  return Y.encodeStateAsUpdate(doc)
}

describe('compaction threads', { timeout: 60_000 }, () => {
  let child: BuiltChild
  let compactor: Compactor
  beforeAll(async () => {
    child = await buildChild()
  })
  afterEach(() => compactor.close())
  afterAll(() => child.remove())
  const start = (limits: Partial<CompactorLimits>): void => {
    compactor = createWorkerCompactor({ url: child.workerUrl, clock: systemClock, limits })
  }
  const restoreOf = (owner: typeof ada): Promise<Uint8Array> => compactor.restore([small()], small(), owner)

  it('PR10 a board over which Yjs thinks for minutes is given up at the deadline, and others are served meanwhile', async () => {
    start({ deadlineMs: 3000 })
    const slow = [rivals(60_000)]
    let isOver = false
    const bomb = expect(
      compactor.restore(slow, small(), eve).finally(() => {
        isOver = true
      }),
    ).rejects.toMatchObject({ code: 'takes-too-long' })
    const second = expect(compactor.compact(null, slow, eve)).rejects.toMatchObject({ code: 'takes-too-long' })
    await restoreOf(ada)
    expect(isOver).toBe(false)
    await Promise.all([bomb, second])
    // A thread that was ended is replaced.
    expect((await restoreOf(eve)).length).toBeGreaterThan(0)
  })

  it('PR10 a board that takes too much memory ends its thread and nothing else', async () => {
    start({ heapMb: 16 })
    await expect(compactor.compact(null, [crowd(120_000)], eve)).rejects.toMatchObject({
      code: 'takes-too-much-memory',
    })
    await restoreOf(ada)
  })

  it('PR10 an address, or a room, that has used up its working time gets no more, and nobody else is held to it', async () => {
    start({ burstMs: 0, perSecond: 1e-9 })
    await restoreOf(eve)
    await expect(restoreOf(eve)).rejects.toMatchObject({ code: 'too-fast' })
    await expect(restoreOf({ ...ada, room: 'eve' })).rejects.toMatchObject({ code: 'too-fast' })
    await restoreOf(ada)
  })

  it('PR10 what waits is bounded, and waits no longer than the server lives', async () => {
    start({ waiting: 1, atOnce: 1 })
    const slow = compactor.restore([rivals(60_000)], small(), eve)
    const waiting = restoreOf(ada)
    await expect(restoreOf(ada)).rejects.toMatchObject({ code: 'busy' })
    const ended = [
      expect(slow).rejects.toMatchObject({ code: 'busy' }),
      expect(waiting).rejects.toMatchObject({ code: 'busy' }),
    ]
    await compactor.close()
    await Promise.all(ended)
  })
})

it('PR10 a job of many megabytes is packed in steps, and is the same on the other side', () => {
  const filled = (size: number, value: number): Uint8Array => new Uint8Array(size).fill(value)
  const jobs: ThreadJob[] = [
    { name: 'compact', snapshot: filled(9_000_000, 1), updates: [filled(3, 2), filled(1_000_000, 3)] },
    { name: 'compact', snapshot: null, updates: [filled(2, 4)] },
    { name: 'restore', updates: [filled(3_000_000, 5)], target: filled(7, 6) },
  ]
  const digest = (bytes: Uint8Array | null) => bytes && createHash('sha256').update(bytes).digest('hex')
  const contentOf = (job: ThreadJob) => [
    job.name,
    job.updates.map(digest),
    digest(job.name === 'compact' ? job.snapshot : job.target),
  ]
  const steps = jobs.map((job) => {
    const packing = packingOf(job)
    for (let count = 0; ; count++) {
      const step = packing.next()
      if (!step.done) continue
      expect(contentOf(unpack(step.value))).toEqual(contentOf(job))
      return count
    }
  })
  expect(steps).toEqual([76, 0, 22])
})
