import { expect, test } from 'vitest'
import type { Version } from '../../../lib/protocol/answers.ts'
import type { Method } from '../../../lib/protocol/operation.ts'
import { findSuperfluous } from '../../../server/http/auto-versions.ts'
import { sniffImage } from '../../../server/http/image-type.ts'
import { createOriginWords } from '../../../server/http/origin-words.ts'
import { pagePolicy } from '../../../server/http/page-policy.ts'
import { createProxyWords } from '../../../server/http/proxy-words.ts'
import { createRouter, type Route } from '../../../server/http/router.ts'
import { matchesEtag } from '../../../server/http/snapshot-routes.ts'
import { createSilentObserve } from '../../../server/observe/observe.ts'
import { createRateLimit } from '../../../server/quota/rate-limit.ts'
import { createFakeClock } from '../../support/server/fake-clock.ts'

const route = (method: Method, path: string): Route => ({
  method,
  path,
  handle: async () => ({ status: 200, headers: {}, body: null }),
})

test('the router finds routes with their parameters, knows wrong methods and takes HEAD for GET', () => {
  const find = createRouter([route('GET', '/api/rooms/:room'), route('GET', '/api/rooms/:room/links/:link')])
  expect(find('HEAD', '/api/rooms/a/links/b')).toMatchObject({ name: 'found', params: { room: 'a', link: 'b' } })
  expect(find('POST', '/api/rooms/a')).toEqual({ name: 'wrong-method', allowed: ['GET'] })
  for (const path of ['/api/rooms', '/api/rooms/', '/api/rooms/a/', `/api/rooms/${'x'.repeat(129)}`]) {
    expect(find('GET', path)).toEqual({ name: 'none' })
  }
})

const bytes = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0))
test.each([
  ['\x89PNG\r\n\x1a\nrest', 'image/png'],
  ['\xff\xd8\xff\xe0', 'image/jpeg'],
  ['GIF89a', 'image/gif'],
  ['RIFF\0\0\0\0WEBPVP8 ', 'image/webp'],
  ['<svg xmlns="x"/>', 'image/svg+xml'],
  ['<?xml version="1.0"?>\n<!-- hi -->\n<!DOCTYPE svg>\n<svg>', 'image/svg+xml'],
  ['\xef\xbb\xbf <?XML?><svg>', null],
  [
    '\xef\xbb\xbf\n<?xml version="1.0"?> <!-- a > b --><!doctype svg [ <!ENTITY a "b"> ] ><SVG\tid="a">',
    'image/svg+xml',
  ],
  ['<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "a.dtd">\n<svg>', 'image/svg+xml'],
  ['<svgs>', null],
  ['<!-- <svg> ', null],
  ['<!DOCTYPE svg [', null],
  ['RIFF\0\0\0\0WAVEfmt ', null],
  ['<html><svg>', null],
  ['<!doctype html><script>alert(1)</script>', null],
  ['\x89PN', null],
  ['', null],
])('the real type of %j is %s', (text, type) => {
  expect(sniffImage(bytes(text))).toBe(type)
})

test.each(['<!---->', '<!-- -->\n', '<!DOCTYPE a>', '<?xml?>', '<!--'])(
  'PR10 %j over and over is looked at once',
  (part) => {
    const startedAt = performance.now()
    expect(sniffImage(bytes(part.repeat(600)))).toBe(null)
    expect(performance.now() - startedAt).toBeLessThan(1000)
  },
)

test.each([
  ['"a-1"', true],
  ['"x", W/"a-1"', true],
  ['*', true],
  ['"a-2"', false],
  ['a-1', false],
  [undefined, false],
])('If-None-Match %s matches: %s', (header, expected) => {
  expect(matchesEtag(header, '"a-1"')).toBe(expected)
})

test('PR10 a rate limit lets a burst pass, then one for each refill, and keeps keys apart', () => {
  let now = 0
  const limit = createRateLimit({ clock: { now: () => now }, burst: 2, perSecond: 1 })
  expect([limit.take('a'), limit.take('a'), limit.take('a'), limit.take('b')]).toEqual([true, true, false, true])
  now = 999
  expect(limit.take('a')).toBe(false)
  now = 1999
  expect([limit.take('a'), limit.take('a')]).toEqual([true, false])
})

test('PR10 what was used and is owed is waited for, second by second', () => {
  const clock = createFakeClock()
  const limit = createRateLimit({ clock, burst: 1000, perSecond: 100 })
  limit.spend('eve', 1500)
  expect([limit.waitMs('eve'), limit.waitMs('ann')]).toEqual([5000, 0])
  clock.pass(4000)
  expect(limit.waitMs('eve')).toBe(1000)
  clock.pass(1000)
  expect(limit.waitMs('eve')).toBe(0)
})

test('PR10 a rate limit forgets old keys rather than growing', () => {
  const limit = createRateLimit({ clock: { now: () => 0 }, burst: 1, perSecond: 1 })
  expect(limit.take('first')).toBe(true)
  for (let i = 0; i < 50_000; i += 1) limit.take(`key ${i}`)
  expect(limit.take('first')).toBe(true)
})

test('AC7 the policy of a page vouches for its own scripts only', () => {
  const policy = pagePolicy({ nonce: 'abc', isDevelopment: false, frameAncestors: [] })
  expect(policy).toContain("script-src 'self' 'nonce-abc';")
  expect(policy).not.toMatch(/script-src[^;]*unsafe/)
  expect(policy).toContain("object-src 'none'")
})

const HOUR = 3_600_000
const DAY = 24 * HOUR
const NOW = 1000 * DAY
const version = (id: string, age: number, auto = true): Version => ({
  id,
  at: NOW - age,
  auto,
  label: '',
  people: [],
  seq: 1,
  bytes: 1,
})

test('automatic versions thin out with age: all of an hour, then hourly, then daily, then none; named ones stay', () => {
  const versions = [
    version('a', 0),
    version('b', 10 * 60_000),
    version('c', 59 * 60_000),
    version('d', 5 * HOUR + 1),
    version('e', 5 * HOUR + 2),
    version('f', 3 * DAY + 1),
    version('named', 3 * DAY + 2, false),
    version('g', 3 * DAY + HOUR),
    version('h', 31 * DAY),
    version('old', 400 * DAY, false),
  ]
  expect(findSuperfluous(versions, NOW, 30)).toEqual(['e', 'g', 'h'])
})

test('AC5 the log says what to set when pages are refused, and not for every attempt', () => {
  const said: unknown[] = []
  const silent = createSilentObserve()
  const log = { ...silent.log, warn: (event: string, fields?: object) => void said.push({ event, ...fields }) }
  const clock = createFakeClock()
  const say = createOriginWords({ clock, observe: { ...silent, log } })
  const message = { headers: { origin: 'https://a.org:8443', host: 'a.org' } }
  for (let nth = 0; nth < 100; nth++) say(message)
  expect(said).toHaveLength(5)
  expect(said[0]).toMatchObject({ event: 'origin-refused', origin: 'https://a.org:8443', host: 'a.org' })
  expect(JSON.stringify(said[0])).toContain('PUBLIC_URL=https://a.org:8443')
  clock.pass(60_000)
  say(message)
  expect(said).toHaveLength(6)
  silent.metrics.close()
})

test('PR14 a proxy that names addresses which are not believed is told of in the log, now and then', () => {
  const clock = createFakeClock()
  const said: string[] = []
  const observe = {
    ...createSilentObserve(),
    log: { ...createSilentObserve().log, warn: (event: string) => void said.push(event) },
  }
  const tell = (trustProxy: boolean, headers: Record<string, string>) =>
    createProxyWords({ clock, observe, trustProxy })({ headers })
  tell(true, { 'x-forwarded-for': '192.0.2.1' })
  tell(false, {})
  expect(said).toEqual([])
  const words = createProxyWords({ clock, observe, trustProxy: false })
  for (let i = 0; i < 100; i++) words({ headers: { 'x-forwarded-for': '192.0.2.1' } })
  expect(said).toEqual(['proxy-not-trusted'])
  clock.pass(3_600_001)
  words({ headers: { 'x-forwarded-for': '192.0.2.1' } })
  expect(said).toHaveLength(2)
})
