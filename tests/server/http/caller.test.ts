import type { IncomingMessage } from 'node:http'
import { expect, test } from 'vitest'
import { addressOf, type CallerOptions, isOriginAllowed, ownOrigin, tokenOf } from '../../../server/http/caller.ts'

const message = (headers: Record<string, string>) =>
  ({
    headers: { host: 'draw.example.org', ...headers },
    socket: { remoteAddress: '10.0.0.9' },
  }) as unknown as IncomingMessage
const plain: CallerOptions = { trustProxy: false, publicUrl: null, allowedOrigins: [] }

test.each<[string, Record<string, string>, Partial<CallerOptions>, boolean]>([
  ['no browser', {}, {}, true],
  ['the same host', { origin: 'http://draw.example.org' }, {}, true],
  ['the same host behind TLS', { origin: 'https://draw.example.org' }, {}, true],
  ['another host', { origin: 'https://evil.org' }, {}, false],
  ['another port', { origin: 'http://draw.example.org:81' }, {}, false],
  ['a look-alike', { origin: 'https://draw.example.org.evil.org' }, {}, false],
  ['a sandboxed page', { origin: 'null' }, {}, false],
  ['an allowed origin', { origin: 'https://wiki.org' }, { allowedOrigins: ['https://wiki.org'] }, true],
  ['an allowed origin, other scheme', { origin: 'http://wiki.org' }, { allowedOrigins: ['https://wiki.org'] }, false],
  ['any', { origin: 'https://evil.org' }, { allowedOrigins: '*' }, true],
  ['the public URL', { origin: 'https://pub.org' }, { publicUrl: 'https://pub.org/draw' }, true],
  ['a forwarded host that nobody vouches for', { origin: 'https://e.org', 'x-forwarded-host': 'e.org' }, {}, false],
  [
    'a forwarded host from our proxy',
    { origin: 'https://e.org', 'x-forwarded-host': 'e.org' },
    { trustProxy: true },
    true,
  ],
])('AC5 a write from %s: allowed is %j %j -> %j', (_name, headers, options, expected) => {
  expect(isOriginAllowed(message(headers), { ...plain, ...options })).toBe(expected)
})

test('the address is the socket, or with a trusted proxy the last entry, which the proxy wrote', () => {
  const spoofed = message({ 'x-forwarded-for': '1.1.1.1, 2.2.2.2' })
  expect(addressOf(spoofed, { trustProxy: false })).toBe('10.0.0.9')
  expect(addressOf(spoofed, { trustProxy: true })).toBe('2.2.2.2')
})

test('own origin follows a trusted proxy only', () => {
  const forwarded = message({ 'x-forwarded-proto': 'https', 'x-forwarded-host': 'pub.org' })
  expect(ownOrigin(forwarded, { trustProxy: false })).toBe('http://draw.example.org')
  expect(ownOrigin(forwarded, { trustProxy: true })).toBe('https://pub.org')
})

test('the token comes from the header first, then from the query', () => {
  const url = new URL('http://x/?token=b')
  expect(tokenOf(message({ authorization: 'Bearer a' }), url)).toBe('a')
  expect(tokenOf(message({}), url)).toBe('b')
  expect(tokenOf(message({ authorization: 'Basic a' }), new URL('http://x/?token='))).toBeNull()
})
