import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { get } from 'node:https'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { WebSocket } from 'ws'
import { systemClock } from '../../../lib/base/clock.ts'
import { createPageProcess } from '../../../server/http/page-process.ts'
import { createSilentObserve } from '../../../server/observe/observe.ts'
import { temporaryFolder as folder, startServerProcess as start } from '../../support/server/server-process.ts'
import { renewedCert, renewedKey, testCert, testKey } from '../../support/server/test-cert.ts'
import { shapesOf, updateOf } from '../../support/server/test-server.ts'

const jsonBody = { body: '{}', headers: { 'content-type': 'application/json' } }

test('a wrong setting stops the start with its name, without a trace of code', async () => {
  const { exit, text } = start({ PORT: 'x', WEB: 'x' })
  expect(await exit).toBe(1)
  expect(text()).toMatch(/PORT is not valid; allowed: .*\n.*WEB is not valid; allowed: /)
  expect(text()).not.toContain('    at ')
})

test('a port in use and a missing certificate are said in one sentence', async () => {
  const taken = createServer().listen(0, '127.0.0.1')
  await once(taken, 'listening')
  onTestFinished(() => void taken.close())
  const { port } = taken.address() as { port: number }
  const [busy, blind] = [start({ PORT: String(port) }), start({ TLS_CERT: 'none.pem', TLS_KEY: 'none.pem' })]
  expect(await busy.exit).toBe(1)
  expect(busy.text()).toContain('already in use: set PORT')
  expect(await blind.exit).toBe(1)
  expect(blind.text()).toContain('TLS_CERT cannot be read')
})

test('ST6 unbuilt, as in development, the server compacts and restores too', async () => {
  const url = `http://127.0.0.1:${await start({}).port}/api/rooms/board`
  const put = (key: string) => fetch(`${url}/snapshot`, { method: 'PUT', body: updateOf(key, 1) })
  await put('kept')
  const made = await fetch(`${url}/versions`, { ...jsonBody, method: 'POST' })
  const { id } = (await made.json()) as { id: string }
  await put('dropped')
  expect((await fetch(`${url}/versions/${id}/restore`, { method: 'POST' })).status).toBe(200)
  const now = await (await fetch(`${url}/snapshot`)).arrayBuffer()
  expect(shapesOf(new Uint8Array(now))).toEqual({ kept: 1 })
})

test('PR6 on SIGTERM peers are told to come back, what was stored is kept, and the process ends', async () => {
  const STORAGE_URL = `lmdb:${folder()}`
  const first = start({ STORAGE_URL })
  const port = await first.port
  const created = await fetch(`http://127.0.0.1:${port}/api/rooms`, { method: 'POST' })
  const { room, ownerToken } = (await created.json()) as { room: string; ownerToken: string }
  const socket = new WebSocket(`ws://127.0.0.1:${port}/sync/${room}`)
  await once(socket, 'open')
  const closed = once(socket, 'close')
  first.child.kill('SIGTERM')
  expect((await closed)[0]).toBe(4503)
  expect(await first.exit).toBe(0)
  expect(first.text()).toContain('Inkroom is ready')
  expect(first.text()).not.toContain(ownerToken)

  const second = start({ STORAGE_URL })
  const answer = await fetch(`http://127.0.0.1:${await second.port}/api/rooms/${room}/links`, {
    headers: { authorization: `Bearer ${ownerToken}` },
  })
  expect(answer.status).toBe(200)
})

test('with a certificate the port speaks https', async () => {
  const path = folder()
  const [TLS_CERT, TLS_KEY] = [join(path, 'cert.pem'), join(path, 'key.pem')]
  writeFileSync(TLS_CERT, testCert)
  writeFileSync(TLS_KEY, testKey)
  const port = await start({ TLS_CERT, TLS_KEY }).port
  const request = get(`https://127.0.0.1:${port}/healthz`, { ca: testCert })
  const [answer] = await once(request, 'response')
  expect(answer.statusCode).toBe(200)
  const socket = new WebSocket(`wss://127.0.0.1:${port}/sync/x`, { ca: testCert })
  await once(socket, 'open')
  socket.terminate()
})

test('a page process that dies is started again, and goes when it is told', async () => {
  const path = folder()
  const script = join(path, 'pages.cjs')
  writeFileSync(
    script,
    `process.send({ url: 'http://pages/' + process.pid }); process.on('message', () => process.exit(3)); setInterval(() => {}, 1000)`,
  )
  const observe = createSilentObserve()
  let started = (): void => {}
  const first = new Promise<void>((resolve) => {
    started = resolve
  })
  const pages = createPageProcess({
    script,
    folder: path,
    env: process.env,
    clock: systemClock,
    observe,
    onFirstStart: started,
  })
  pages.start()
  await first
  const state = (): { name: string; url?: string } => pages.state
  const pid = Number(state().url?.split('/').at(-1))
  process.kill(pid, 'SIGKILL')
  await expect.poll(() => state().name, { timeout: 15_000 }).toBe('away')
  await expect.poll(() => state().name, { timeout: 15_000 }).toBe('at')
  const next = Number(state().url?.split('/').at(-1))
  expect(next).not.toBe(pid)
  await pages.close()
  expect(state().name).toBe('away')
  expect(() => process.kill(next, 0)).toThrow()
})

test('PR14 a renewed certificate is used from the next connection on, a half renewed one not, and SIGHUP stops nobody', async () => {
  const path = folder()
  const [TLS_CERT, TLS_KEY] = [join(path, 'cert.pem'), join(path, 'key.pem')]
  writeFileSync(TLS_CERT, testCert)
  writeFileSync(TLS_KEY, testKey)
  const server = start({ TLS_CERT, TLS_KEY })
  const port = await server.port
  const ask = async (ca: string) => {
    const request = get(`https://127.0.0.1:${port}/healthz`, { ca, agent: false })
    const [answer] = await once(request, 'response')
    answer.resume()
    return answer.statusCode
  }
  const saysAfterHangup = async (event: string) => {
    const said = new Promise<void>((resolve) => {
      server.child.stdout?.on('data', () => {
        if (server.text().includes(event)) resolve()
      })
    })
    server.child.kill('SIGHUP')
    await said
  }
  writeFileSync(TLS_CERT, renewedCert)
  await saysAfterHangup('certificate-not-usable')
  expect(await ask(testCert)).toBe(200)
  writeFileSync(TLS_KEY, renewedKey)
  await saysAfterHangup('certificate-renewed')
  expect(await ask(renewedCert)).toBe(200)
  await expect(ask(testCert)).rejects.toThrow()
  server.child.kill('SIGTERM')
  expect(await server.exit).toBe(0)
})

test.each([
  ['everywhere', { HOST: '' }],
  ['on IPv6 alone', { HOST: '::1' }],
  ['in brackets', { HOST: '[::1]' }],
  ['on one address', { HOST: '127.0.0.1' }],
])(
  'PR14 the health check finds a server that listens %s, with TLS and without, below a base path',
  async (_where, env) => {
    const path = folder()
    const [TLS_CERT, TLS_KEY] = [join(path, 'cert.pem'), join(path, 'key.pem')]
    writeFileSync(TLS_CERT, testCert)
    writeFileSync(TLS_KEY, testKey)
    for (const tls of [{} as Record<string, string>, { TLS_CERT, TLS_KEY }]) {
      const settings: Record<string, string> = { ...env, ...tls, BASE_PATH: '/draw' }
      const server = start(settings)
      const check = (port: number) =>
        once(
          spawn(process.execPath, ['scripts/health.mjs'], { env: { ...settings, PORT: String(port) } as never }),
          'close',
        )
      const port = await server.port
      expect((await check(port))[0]).toBe(0)
      server.child.kill('SIGKILL')
      await server.exit
      expect((await check(port))[0]).toBe(1)
    }
  },
)
test('PR10 a page process that hangs is told of, ended and started again', async () => {
  const path = folder()
  const script = join(path, 'pages.cjs')
  writeFileSync(
    script,
    `const server = require('node:http').createServer((message, response) => response.end())
server.listen(0, '127.0.0.1', () => process.send({ url: 'http://127.0.0.1:' + server.address().port + '/' + process.pid }))`,
  )
  const pages = createPageProcess({
    script,
    folder: path,
    env: process.env,
    clock: systemClock,
    observe: createSilentObserve(),
  })
  onTestFinished(() => pages.close())
  pages.start()
  const state = (): { name: string; url?: string } => pages.state
  const there = (): boolean => state().name === 'at'
  await expect.poll(there, { timeout: 15_000 }).toBe(true)
  const pid = Number(state().url?.split('/').at(-1))
  process.kill(pid, 'SIGSTOP')
  await expect.poll(there, { timeout: 15_000 }).toBe(false)
  // Told before it is ended: until then it may still come back.
  expect(() => process.kill(pid, 0)).not.toThrow()
  await expect.poll(there, { timeout: 15_000 }).toBe(true)
  expect(Number(state().url?.split('/').at(-1))).not.toBe(pid)
}, 60_000)
