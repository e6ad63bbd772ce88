import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import type { JobOutcome, Workers } from '../../../server/jobs/workers.ts'
import { call, startTestServer, type TestServer, updateOf } from '../../support/server/test-server.ts'

const PICTURE = Uint8Array.from([137, 80, 78, 71, 13, 10, 26, 10, 1, 2, 3])

/** A worker that writes down what it is asked and answers with the number of the job. */
function countingWorkers(answerBytes = 8) {
  const paths: string[] = []
  let hold: Promise<void> = Promise.resolve()
  let outcomeOf = (_job: number): JobOutcome['name'] => 'answered'
  const workers: Workers = {
    async run({ job }): Promise<JobOutcome> {
      paths.push(job.path)
      const nth = paths.length
      const body = Buffer.alloc(answerBytes, nth)
      await hold
      if (outcomeOf(nth) === 'busy') return { name: 'busy' }
      return { name: 'answered', answer: { status: 200, headers: { 'content-type': 'image/png' }, body } }
    },
    close: () => {},
  }
  const holdUntil = (promise: Promise<void>): void => {
    hold = promise
  }
  const answerWith = (outcome: typeof outcomeOf): void => {
    outcomeOf = outcome
  }
  return { workers, paths, holdUntil, answerWith }
}

async function setUp(answerBytes?: number) {
  const counting = countingWorkers(answerBytes)
  const server = await startTestServer({ parts: { workers: counting.workers } })
  await put(server, updateOf('a', 1))
  const get = (what = 'png', headers: Record<string, string> = {}) =>
    call(server, 'GET', `/api/rooms/board/export/${what}`, { headers })
  return { server, ...counting, get }
}
const put = (server: TestServer, body: Uint8Array<ArrayBuffer>) =>
  call(server, 'PUT', '/api/rooms/board/snapshot', { body })
const tagOf = (answer: { headers: Headers }): string => answer.headers.get('etag') ?? ''

test('DC42 a board that did not change is made once, and whoever has it is told so', async () => {
  const { get, paths } = await setUp()
  const first = await get()
  const second = await get()
  expect([first.status, second.status, paths.length]).toEqual([200, 200, 1])
  expect(await second.answer.arrayBuffer()).toEqual(await first.answer.arrayBuffer())
  const known = await get('png', { 'if-none-match': tagOf(first) })
  expect([known.status, tagOf(known), paths.length]).toEqual([304, tagOf(first), 1])
  expect(first.headers.get('cache-control')).toBe('private, no-cache')
})

test('DC42 the order of the options makes no other file, each option does', async () => {
  const { get, paths } = await setUp()
  await get('png?scale=1&theme=dark')
  await get('png?theme=dark&scale=1')
  expect(paths).toHaveLength(1)
  await get('png?theme=dark&scale=2')
  await get('svg?theme=dark&scale=1')
  expect(paths).toHaveLength(3)
})

test('DC42 an edit, a title and a picture that arrives late each make another file', async () => {
  const { server, get, paths } = await setUp()
  const { body: made } = await call(server, 'POST', '/api/rooms', { json: { title: 'Plan', access: 'edit' } })
  const titled = `/api/rooms/${made.room}`
  const ask = async () => tagOf(await call(server, 'GET', `${titled}/export/png`))
  const tags = [await ask()]
  await call(server, 'PATCH', titled, { token: made.ownerToken, json: { title: 'Other' } })
  tags.push(await ask())
  const hash = createHash('sha256').update(PICTURE).digest('hex')
  await call(server, 'PUT', `${titled}/assets/${hash}`, { body: PICTURE })
  tags.push(await ask())
  expect(new Set(tags).size).toBe(3)
  const before = tagOf(await get())
  await put(server, updateOf('b', 2))
  expect(tagOf(await get())).not.toBe(before)
  expect(paths).toHaveLength(5)
})

test('DC42 callers who ask at the same moment share one piece of work', async () => {
  const { get, paths, holdUntil } = await setUp()
  let release = (): void => {}
  holdUntil(new Promise((resolve) => (release = resolve)))
  const asked = [get(), get(), get()]
  await expect.poll(() => paths.length).toBe(1)
  release()
  expect((await Promise.all(asked)).map(({ status }) => status)).toEqual([200, 200, 200])
  expect(paths).toHaveLength(1)
})

test('DC42 when the first of many finds no place, the next of them tries, and never all at once', async () => {
  const { get, paths, holdUntil, answerWith } = await setUp()
  let release = (): void => {}
  holdUntil(new Promise((resolve) => (release = resolve)))
  answerWith((job): JobOutcome['name'] => (job === 1 ? 'busy' : 'answered'))
  const asked = [get(), get(), get()]
  await expect.poll(() => paths.length).toBe(1)
  release()
  const statuses = (await Promise.all(asked)).map(({ status }) => status).sort()
  expect([statuses, paths.length]).toEqual([[200, 200, 503], 2])
})

test('DC42 a file that is larger than what is kept is made each time', async () => {
  const { get, paths } = await setUp(4 * 1024 * 1024 + 1)
  await get()
  await get()
  expect(paths).toHaveLength(2)
})

test('DC42 who may not read the board gets neither the kept file nor its tag', async () => {
  const { server, get } = await setUp()
  const tag = tagOf(await get())
  expect(tag).not.toBe('')
  const { body: made } = await call(server, 'POST', '/api/rooms', { json: { access: 'closed' } })
  const asOwner = await call(server, 'GET', `/api/rooms/${made.room}/export/png`, { token: made.ownerToken })
  const stranger = await call(server, 'GET', `/api/rooms/${made.room}/export/png`, {
    headers: { 'if-none-match': tagOf(asOwner) },
  })
  expect([stranger.status, stranger.headers.get('etag')]).toEqual([403, null])
})

test('DC43 pictures of boards may be shown by pages of other origins, files may not', async () => {
  const { get } = await setUp()
  const policy = async (format: string) => (await get(format)).headers.get('cross-origin-resource-policy')
  expect([await policy('png'), await policy('svg'), await policy('json')]).toEqual([
    'cross-origin',
    'cross-origin',
    'same-origin',
  ])
})
