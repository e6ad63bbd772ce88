import type { IncomingMessage, ServerResponse } from 'node:http'
import { expect, onTestFinished, test } from 'vitest'
import { systemClock } from '../../../lib/base/clock.ts'
import { systemRandom } from '../../../lib/base/ids.ts'
import type { CallerOptions } from '../../../server/http/caller.ts'
import { createFrontDoor } from '../../../server/http/front-door.ts'
import { createPageProxy, type PageProxyOptions } from '../../../server/http/page-proxy.ts'
import { pageRequestLimits } from '../../../server/http/page-request.ts'
import { noPages, type PageSource, pagesAt } from '../../../server/http/page-source.ts'
import { createRouter } from '../../../server/http/router.ts'
import { createSilentObserve } from '../../../server/observe/observe.ts'
import { sendRaw, serve } from '../../support/server/http-host.ts'

const caller: CallerOptions = { trustProxy: false, publicUrl: null, allowedOrigins: ['https://wiki.org'] }

async function open(source: PageSource = noPages, more: Partial<PageProxyOptions> = {}) {
  const observe = createSilentObserve()
  const parts = { source, caller, random: systemRandom, clock: systemClock, observe, isDevelopment: false }
  const pages = createPageProxy({ ...parts, ...more })
  onTestFinished(() => pages.close())
  const door = createFrontDoor({ router: createRouter([]), pages, caller, clock: systemClock, observe })
  return (await serve((message, response) => void door(message, response))).url
}
const codeOf = async (answer: Response) => ((await answer.json()) as { code: string }).code

/** A page process that writes down what it was asked. */
async function listeningPages() {
  const asked: string[] = []
  const target = await serve((message, response) => {
    asked.push(`${message.method} ${message.url}`)
    response.end('page')
  })
  return { asked, source: pagesAt(target.url) }
}

test.each([
  '/_next/image?url=%2Ficon.svg&w=64&q=75',
  '/_next/data/x/index.json',
  '/_next/webpack-hmr',
  '/_next/static/../../package.json',
  '/_next/static/..%2f..%2fpackage.json',
  '/_next/static/x%00',
  '/__nextjs_original-stack-frames',
  '/r/x/y',
  '/R/x',
  '/.env',
  '/package.json',
  '/en/api/rooms',
  '//evil.example/',
])('PR10 Next is never asked for %s: programs get a problem, people a page', async (path) => {
  const { asked, source } = await listeningPages()
  const url = await open(source)
  const raw = (accept: string) =>
    sendRaw(url, `GET ${path} HTTP/1.1\r\nhost: x\r\naccept: ${accept}\r\nconnection: close\r\n\r\n`)
  expect(await raw('*/*')).toMatch(/^HTTP\/1\.1 404 /)
  expect(asked).toEqual([])
  await raw('text/html')
  expect(asked).toEqual(['GET /_not-found'])
})

test('PR10 pages are only read: a body is refused before it ends, and holds nothing', async () => {
  const { asked, source } = await listeningPages()
  const url = await open(source, { limits: { ...pageRequestLimits, sockets: 1 } })
  const unfinished = 'POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 10\r\n\r\n'
  const answers = await Promise.all(Array.from({ length: 20 }, () => sendRaw(url, unfinished)))
  for (const answer of answers) expect(answer).toMatch(/^HTTP\/1\.1 405 /)
  const bodied = `GET / HTTP/1.1\r\nhost: x\r\ncontent-length: 10\r\nconnection: close\r\n\r\n0123456789`
  expect(await sendRaw(url, bodied)).toContain('page')
  expect(asked).toEqual(['GET /'])
})

test('PR10 so many pages are made at once for an address and no more', async () => {
  const waiting: ServerResponse[] = []
  const target = await serve((_message, response) => void waiting.push(response))
  const url = await open(pagesAt(target.url), { atOnce: { perAddress: 2, total: 4 } })
  const asked = Promise.all([fetch(`${url}/r/a`), fetch(`${url}/r/b`)])
  await expect.poll(() => waiting.length).toBe(2)
  expect(await codeOf(await fetch(`${url}/r/c`))).toBe('pages-unavailable')
  for (const response of waiting) response.end('page')
  expect((await asked).map(({ status }) => status)).toEqual([200, 200])
})

test('PR10 what Next listens to is not said to it, and built files are fetched once', async () => {
  const seen: IncomingMessage[] = []
  const target = await serve((message, response) => {
    seen.push(message)
    response.end('page')
  })
  const url = await open(pagesAt(target.url))
  const headers = { 'next-action': 'x', 'x-middleware-subrequest': 'a', 'next-resume': '1', cookie: 'a=b', rsc: '1' }
  await fetch(`${url}/r/x?token=secret&_rsc=1`, { headers })
  expect(seen[0].url).toBe('/r/x?_rsc=1')
  expect(Object.keys(headers).filter((name) => name in seen[0].headers)).toEqual(['rsc'])
  for (let time = 0; time < 3; time++) expect(await (await fetch(`${url}/_next/static/a/b.js`)).text()).toBe('page')
  expect(seen).toHaveLength(2)
})

test('every page carries the protective headers, and keeps to https where it came by https', async () => {
  const { source } = await listeningPages()
  const [plain, secure] = [await open(source), await open(source, { caller: { ...caller, trustProxy: true } })]
  const headers = { 'x-forwarded-proto': 'https' }
  const [one, other] = [await fetch(plain, { headers }), await fetch(secure, { headers })]
  for (const answer of [one, other]) {
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer')
    expect(answer.headers.get('cross-origin-opener-policy')).toBe('same-origin')
    expect(answer.headers.get('permissions-policy')).toContain('camera=()')
  }
  expect([one, other].map((answer) => answer.headers.get('strict-transport-security'))).toEqual([
    null,
    'max-age=31536000',
  ])
})

test.each(['x?', 'x#', 'x/r/foo?', 'a@b', 'x\\', 'x:99999', 'x/..;', 'x/'])(
  'a Host of %s moves nothing: it is refused',
  async (host) => {
    const { asked, source } = await listeningPages()
    const url = await open(source)
    for (const path of ['/', '/api/ok']) {
      const answer = await sendRaw(url, `GET ${path} HTTP/1.1\r\nhost: ${host}\r\nconnection: close\r\n\r\n`)
      expect(answer).toMatch(/^HTTP\/1\.1 400 /)
    }
    expect(asked).toEqual([])
  },
)

test('a Host that is none is refused to sockets too', async () => {
  const url = await open((await listeningPages()).source)
  const upgrade = 'connection: upgrade\r\nupgrade: websocket'
  expect(await sendRaw(url, `GET /sync/ok HTTP/1.1\r\nhost: x?\r\n${upgrade}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 400 /)
})

const ancestorsOf = (answer: Response): string =>
  /frame-ancestors ([^;]+)/.exec(answer.headers.get('content-security-policy') ?? '')?.[1] ?? 'anybody'

test.each<[readonly string[] | '*', string]>([
  [[], "'self'"],
  [['https://wiki.org', 'https://b.org:8080'], "'self' https://wiki.org https://b.org:8080"],
  ['*', '*'],
])(
  'AC11 with %j a board may stand in frames of %s, and no other page in any but our own',
  async (frameAncestors, told) => {
    const { source } = await listeningPages()
    const html = { headers: { accept: 'text/html' } }
    for (const url of [
      await open(source, { frameAncestors }),
      await open({ state: { name: 'away' } }, { frameAncestors }),
    ]) {
      expect(ancestorsOf(await fetch(`${url}/r/x?embed=1`, html))).toBe(told)
      for (const path of ['/r/x', '/r/x?embed=0', '/r/x?embed', '/?embed=1', '/nowhere?embed=1'])
        expect([path, ancestorsOf(await fetch(url + path, html))]).toEqual([path, "'self'"])
    }
  },
)

test('AC11 the pages are told who may frame them by the server alone', async () => {
  const heard: unknown[] = []
  const target = await serve((message, response) => {
    heard.push(message.headers['x-inkroom-frame-ancestors'])
    response.end('page')
  })
  const url = await open(pagesAt(target.url), { frameAncestors: ['https://wiki.org'] })
  await fetch(`${url}/r/x?embed=1`, { headers: { 'x-inkroom-frame-ancestors': '*' } })
  expect(heard).toEqual(['https://wiki.org'])
})
