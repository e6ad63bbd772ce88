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

test.each([
  ['2.2.2.2:1234', '2.2.2.2'],
  [' 2.2.2.2 ', '2.2.2.2'],
  ['::ffff:2.2.2.2', '2.2.2.2'],
  ['::ffff:202:202', '2.2.2.2'],
  ['64:ff9b::202:202', '2.2.2.2'],
  ['64:ff9b::2.2.2.2', '2.2.2.2'],
  ['[::ffff:2.2.2.2]:80', '2.2.2.2'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:DB8:0001:2::', '2001:db8:1:2::/64'],
  ['[2001:db8:1:2::9]:443', '2001:db8:1:2::/64'],
  ['"[2001:db8:1:2::9]"', '2001:db8:1:2::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['2002:c000:204:7::1', '2002:c000:204::/48'],
])('PR10 the forwarded address %j counts as %j', (forwarded, counted) => {
  const asked = message({ 'x-forwarded-for': `9.9.9.9, ${forwarded}` })
  expect(addressOf(asked, { trustProxy: true })).toBe(counted)
})

test.each([
  'unknown',
  '_hidden',
  '1.2.3',
  '1.2.3.4.5',
  '999.1.1.1',
  '1.2.3.4:port',
  '[1.2.3.4',
  '::1::2',
  'x'.repeat(5000),
  ',',
])('PR10 what is no address is no new one: %j counts as the proxy that sent it', (garbage) => {
  expect(addressOf(message({ 'x-forwarded-for': garbage }), { trustProxy: true })).toBe('10.0.0.9')
})

test.each([
  'x?',
  'x#',
  'x/healthz?',
  'a@b',
  'a:b@c',
  'x\\',
  'x y',
  'x:99999',
  'x:',
  '[::1',
  '<b>',
  'x/..;',
  '\u00fc.org',
])('AC5 a Host header that is no host names no origin: %j', (host) => {
  expect(ownOrigin(message({ host }), { trustProxy: false })).toBeNull()
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
