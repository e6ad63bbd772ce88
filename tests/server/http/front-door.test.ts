import { expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { systemClock } from '../../../lib/base/clock.ts'
import { systemRandom } from '../../../lib/base/ids.ts'
import { readBytes, readJson } from '../../../server/http/body.ts'
import type { CallerOptions } from '../../../server/http/caller.ts'
import { createFrontDoor } from '../../../server/http/front-door.ts'
import { createPageProxy, type PageProxyOptions } from '../../../server/http/page-proxy.ts'
import { pageRequestLimits } from '../../../server/http/page-request.ts'
import { noPages, type PageSource, pagesAt } from '../../../server/http/page-source.ts'
import { json, refuse, replyTo } from '../../../server/http/reply.ts'
import { createRouter, type Route } from '../../../server/http/router.ts'
import { createSilentObserve } from '../../../server/observe/observe.ts'
import { sendRaw, serve } from '../../support/server/http-host.ts'

const caller: CallerOptions = { trustProxy: false, publicUrl: null, allowedOrigins: ['https://wiki.org'] }
const routes: readonly Route[] = [
  { method: 'GET', path: '/api/ok', handle: async ({ token, address }) => json({ token, address }) },
  {
    method: 'POST',
    path: '/api/json',
    async handle(request) {
      return replyTo(await readJson(request, z.strictObject({ a: z.number() })), (body) => json(body))
    },
  },
  {
    method: 'PUT',
    path: '/api/bytes',
    async handle(request) {
      const body = await readBytes(request, 10)
      return body.ok ? json({ size: body.value.length }) : refuse(body.error)
    },
  },
  {
    method: 'GET',
    path: '/api/throws',
    async handle() {
      throw new Error('secret detail')
    },
  },
]

async function open(source: PageSource = noPages, more: Partial<PageProxyOptions> = {}) {
  const observe = createSilentObserve()
  const parts = { source, caller, random: systemRandom, clock: systemClock, observe, isDevelopment: false }
  const pages = createPageProxy({ ...parts, ...more })
  onTestFinished(() => pages.close())
  const door = createFrontDoor({ router: createRouter(routes), pages, caller, clock: systemClock, observe })
  return (await serve((message, response) => void door(message, response))).url
}
const codeOf = async (answer: Response) => {
  expect(answer.headers.get('content-type')).toMatch('application/problem+json')
  const body = (await answer.json()) as { code: string; status: number }
  expect(body.status).toBe(answer.status)
  return body.code
}
const post = (url: string, body: string, type = 'application/json') =>
  fetch(`${url}/api/json`, { method: 'POST', body, headers: { 'content-type': type } })

test('every answer carries the protective headers, and HEAD has no body', async () => {
  const url = await open()
  const answer = await fetch(`${url}/api/ok`, { method: 'HEAD' })
  expect(await answer.text()).toBe('')
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
  expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
  expect(answer.headers.get('referrer-policy')).toBe('no-referrer')
})

test.each([
  ['half JSON', '{', 'application/json', 'malformed-json'],
  ['plain text', '{"a":1}', 'text/plain', 'wrong-type'],
  ['a wrong type', '{"a":"x"}', 'application/json', 'invalid-body'],
  ['an unknown field', '{"a":1,"b":2}', 'application/json', 'invalid-body'],
  ['a prototype', '{"a":1,"__proto__":{}}', 'application/json', 'invalid-body'],
  ['a list', '[]', 'application/json', 'invalid-body'],
  ['much white space', `{"a":${' '.repeat(70_000)}1}`, 'application/json', 'body-too-large'],
])('a body with %s is refused', async (_name, body, type, code) => {
  expect(await codeOf(await post(await open(), body, type))).toBe(code)
})

test('PR10 a body over the limit is refused, announced or not', async () => {
  const url = `${await open()}/api/bytes`
  const put = (body: BodyInit) => fetch(url, { method: 'PUT', body, duplex: 'half' } as RequestInit)
  expect(await (await put('0123456789')).json()).toEqual({ size: 10 })
  expect(await codeOf(await put('0123456789a'))).toBe('body-too-large')
  const stream = new ReadableStream({
    start(controller) {
      for (let i = 0; i < 11; i += 1) controller.enqueue(new Uint8Array(1))
      controller.close()
    },
  })
  expect(await codeOf(await put(stream))).toBe('body-too-large')
})

test('unknown paths and wrong methods have codes; a path is never looked for among the pages when it is ours', async () => {
  const url = await open(pagesAt('http://127.0.0.1:1'))
  expect(await codeOf(await fetch(`${url}/api/nothing`))).toBe('not-found')
  const wrong = await fetch(`${url}/api/ok`, { method: 'DELETE' })
  expect(wrong.headers.get('allow')).toBe('GET')
  expect(await codeOf(wrong)).toBe('method-not-allowed')
})

test('a throw harms one request and tells nothing', async () => {
  const url = await open()
  const answer = await fetch(`${url}/api/throws`)
  const text = await answer.text()
  expect(JSON.parse(text)).toMatchObject({ status: 500, code: 'internal-error' })
  expect(text).not.toContain('secret detail')
  expect((await fetch(`${url}/api/ok`)).status).toBe(200)
})

test.each([
  'GET //evil.org/ HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n',
  'GET http://evil.org/ HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n',
  'GET / HTTP/1.1\r\nhost: a b\r\nconnection: close\r\n\r\n',
  'GET /../../etc/passwd HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n',
  'TRACE / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n',
  'GET /healthz HTTP/1.1\r\nhost: x?\r\nconnection: close\r\n\r\n',
  'GET / HTTP/1.1\r\nhost: x/api/ok#\r\nconnection: close\r\n\r\n',
  'GET /r/%zz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n',
  'GET /r/%E0%A4%A HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n',
  `GET /${'a'.repeat(8192)} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`,
  'nonsense\r\n\r\n',
])('the strange request %j gets an answer and no more', async (text) => {
  expect(await sendRaw(await open(), text)).toMatch(/^HTTP\/1\.1 (400|404) /)
})

test('AC5 a page of another origin may not write, one of an allowed origin may', async () => {
  const url = await open()
  const write = (origin: string) =>
    fetch(`${url}/api/json`, {
      method: 'POST',
      body: '{"a":1}',
      headers: { origin, 'content-type': 'application/json' },
    })
  expect(await codeOf(await write('https://evil.org'))).toBe('origin-not-allowed')
  const allowed = await write('https://wiki.org')
  expect(allowed.status).toBe(200)
  expect(allowed.headers.get('access-control-allow-origin')).toBe('https://wiki.org')
  const read = await fetch(`${url}/api/ok`, { headers: { origin: 'https://evil.org' } })
  expect(read.headers.get('access-control-allow-origin')).toBeNull()
  const preflight = await fetch(`${url}/api/json`, { method: 'OPTIONS', headers: { origin: 'https://wiki.org' } })
  expect([preflight.status, preflight.headers.get('access-control-allow-methods')]).toEqual([
    204,
    'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS',
  ])
})

test('PR10 a path over the limit is refused, one at the limit is looked at', async () => {
  const url = await open(pagesAt('http://127.0.0.1:1'))
  const ask = async (length: number) => (await fetch(`${url}/${'a'.repeat(length - 1)}`)).status
  expect([await ask(8192), await ask(8193)]).toEqual([404, 400])
})

test('pages are only read: whatever else is sent to them is refused before the page process sees it', async () => {
  const seen: string[] = []
  const target = await serve((message, response) => {
    seen.push(message.method ?? '')
    response.end()
  })
  const url = await open(pagesAt(target.url))
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
    expect(await codeOf(await fetch(`${url}/r/x`, { method }))).toBe('method-not-allowed')
  }
  expect(seen).toEqual([])
})

test('without pages every other path is a problem', async () => {
  expect(await codeOf(await fetch(`${await open()}/r/x`))).toBe('no-pages')
})

test('while the page process is away a browser gets a page that asks again, a program a problem', async () => {
  for (const source of [{ state: { name: 'away' } } as const, pagesAt('http://127.0.0.1:1')]) {
    const url = await open(source)
    const page = await fetch(`${url}/r/x`, { headers: { accept: 'text/html,*/*' } })
    expect(page.status).toBe(503)
    expect(await page.text()).toContain('http-equiv="refresh"')
    expect(await codeOf(await fetch(`${url}/_next/static/x.js`))).toBe('pages-unavailable')
  }
})

test('pages come through with a fresh nonce each, and headers that a client makes up do not', async () => {
  const seen: Record<string, unknown>[] = []
  const target = await serve((message, response) => {
    seen.push(message.headers)
    response.setHeader('content-security-policy', 'from the page')
    response.end('<p>hello')
  })
  const url = await open(pagesAt(target.url))
  const headers = { 'x-forwarded-host': 'evil.org', 'x-forwarded-for': '6.6.6.6', 'content-security-policy': 'mine' }
  const answers = [await fetch(`${url}/r/x`, { headers }), await fetch(`${url}/r/x`)]
  const policies = answers.map((answer) => answer.headers.get('content-security-policy') ?? '')
  expect(await answers[0].text()).toBe('<p>hello')
  expect(policies[0]).toMatch(/'nonce-[A-Za-z0-9+/]{22}=='/)
  expect(policies[0]).not.toBe(policies[1])
  expect(seen[0]['content-security-policy']).toBe(policies[0])
  expect(seen[0]['x-forwarded-host']).toBe(new URL(url).host)
  expect(seen[0]['x-forwarded-for']).toBeUndefined()
})

test('PR10 a page process that dies in the middle of an answer, or never ends one, costs that answer only', async () => {
  const target = await serve((message, response) => {
    if (message.url === '/') response.write('half', () => response.socket?.destroy())
    else if (message.url === '/r/fine') response.end('fine')
  })
  const url = await open(pagesAt(target.url), { limits: { ...pageRequestLimits, timeoutMs: 100 } })
  const html = { headers: { accept: 'text/html' } }
  for (const path of ['/', '/r/silent']) expect((await fetch(url + path, html)).status).toBe(503)
  expect(await (await fetch(`${url}/r/fine`, html)).text()).toBe('fine')
})
