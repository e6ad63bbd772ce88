import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { systemClock } from '../../../lib/base/clock.ts'
import { createWorkers, type JobLimits, jobLimits } from '../../../server/jobs/workers.ts'
import { createSilentObserve } from '../../../server/observe/observe.ts'
import { temporaryFolder } from '../../support/server/server-process.ts'

/** A worker that does what the path says. */
const SCRIPT = `
const { createServer } = require('node:http')
const server = createServer((message, response) => {
  const what = message.url.split('?')[0].slice(1)
  if (what === 'hang') for (;;) {}
  if (what === 'segv') process.kill(process.pid, 'SIGSEGV')
  if (what === 'ill') process.kill(process.pid, 'SIGILL')
  if (what === 'own-watch') process.kill(process.pid, 'SIGKILL')
  if (what === 'heap') { const held = []; for (;;) held.push(new Array(1e6).fill(held.length + 0.5)) }
  if (what === 'some-heap') { const held = []; for (let i = 0; i < 8; i++) held.push(new Array(1e6).fill(i + 0.5)) }
  if (what === 'exit') process.exit(1)
  const body = what === 'large' ? Buffer.alloc(2000) : Buffer.from(String(process.pid))
  response.setHeader('content-length', body.length)
  response.end(body)
})
server.listen(0, '127.0.0.1', () => process.send({ url: 'http://127.0.0.1:' + server.address().port }))
`

function open(limits: Partial<JobLimits> = {}) {
  const folder = temporaryFolder()
  const path = join(folder, 'worker.cjs')
  writeFileSync(path, SCRIPT)
  const workers = createWorkers({
    script: { path, folder, env: process.env, execArgv: [] },
    clock: systemClock,
    observe: createSilentObserve(),
    limits: { ...jobLimits, heapMb: 32, answerBytes: 1000, ...limits },
  })
  onTestFinished(() => workers.close())
  const run = (what: string, address = 'ann', room = 'room') =>
    workers.run({ address, room, onGone: () => {}, job: { method: 'GET', path: `/${what}`, headers: {}, body: null } })
  const pid = async (address = 'ann') => {
    const outcome = await run('pid', address)
    return outcome.name === 'answered' ? Buffer.from(outcome.answer.body).toString() : outcome.name
  }
  return { workers, run, pid }
}

test.each([
  ['hang', 'late'],
  ['segv', 'crashed'],
  ['ill', 'crashed'],
  ['exit', 'crashed'],
  ['heap', 'out-of-memory'],
  ['own-watch', 'out-of-memory'],
  ['large', 'out-of-memory'],
])(
  'PR10 a job that ends by %s is answered as %s, and the next one finds a new worker',
  async (what, name) => {
    const { run, pid } = open(what === 'hang' ? { deadlineMs: 1000 } : {})
    const first = await pid()
    expect((await run(what)).name).toBe(name)
    const next = await pid()
    expect(next).toMatch(/^\d+$/)
    expect(next).not.toBe(first)
  },
  60_000,
)

test('PR10 a worker serves one after another, and others are served beside one that hangs', async () => {
  const { run, pid } = open({ deadlineMs: 4000 })
  expect(await pid()).toBe(await pid())
  const hanging = run('hang', 'eve', 'hers')
  expect(await pid('ann')).toMatch(/^\d+$/)
  expect((await hanging).name).toBe('late')
})

test('PR10 who waits too long, or finds no place to wait, is told that others are being served', async () => {
  const { run } = open({ deadlineMs: 3000, waitMs: 200, perAddress: 2 })
  const hanging = run('hang')
  const waiting = run('pid')
  expect((await run('pid')).name).toBe('busy')
  expect((await waiting).name).toBe('busy')
  expect((await hanging).name).toBe('late')
})

test('PR10 an address, or a room, that has used up its working time gets no more, and nobody else is held to it', async () => {
  const { run, workers } = open({ burstMs: 0, perSecond: 1e-6 })
  expect((await run('pid', 'eve', 'a')).name).toBe('answered')
  expect((await run('pid', 'eve', 'b')).name).toBe('spent')
  expect((await run('pid', 'ann', 'a')).name).toBe('spent')
  expect((await run('pid', 'ann', 'b')).name).toBe('answered')
  workers.close()
  expect((await run('pid', 'x', 'y')).name).toBe('away')
})

test('PR10 a worker has so much heap and no more', async () => {
  const { run } = open()
  expect((await run('some-heap')).name).toBe('out-of-memory')
  const { run: runInMore } = open({ heapMb: 1024 })
  expect((await runInMore('some-heap')).name).toBe('answered')
}, 60_000)
