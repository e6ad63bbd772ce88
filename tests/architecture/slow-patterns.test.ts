import { expect, test } from 'vitest'
import { findPatterns, findSlow } from './slow-patterns.ts'
import { readFiles } from './source-files.ts'

const patterns = readFiles(['.ts', '.tsx', '.mjs'], ['lib', 'server', 'app', 'scripts']).flatMap((file) =>
  findPatterns(file).map((found) => ({ path: file.path, ...found })),
)

/** Where an expression is made of words, and why those words are ours. */
const MADE = new Map([
  ['server/config.ts', 'a length from our limits'],
  ['travelling-images.ts', 'a constant'],
])

test('AR13 no regular expression takes longer than its text is long', () => {
  const slow = patterns.filter(({ literal, isMade }) => !isMade && findSlow(literal).length > 0)
  expect(patterns.length).toBeGreaterThan(50)
  expect(slow).toEqual([])
})

test('AR13 no regular expression is made of foreign words', () => {
  const isKnown = (path: string) => [...MADE.keys()].some((known) => path.endsWith(known))
  expect(patterns.filter(({ path, isMade }) => isMade && !isKnown(path))).toEqual([])
})

test.each([
  // The one that stopped the server.
  String.raw`/^\uFEFF?\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--[\s\S]*?-->\s*|<!DOCTYPE[^>[]*(?:\[[^\]]*\])?\s*>\s*)*<svg[\s>]/i`,
  String.raw`/<!-- payload-start -->([\s\S]*?)<!-- payload-end -->/`,
  String.raw`/<div data-tldraw[^>]*>([\s\S]*?)<\/div>/`,
  String.raw`/url\("?([^")]+\.woff2)"?\)/`,
  String.raw`/[=\s]+$/`,
  '/(a+)+$/',
  '/^(a|a)*$/',
  String.raw`/\s*\d*\s*x/`,
])('AR13 the guard sees %s', (literal) => {
  expect(findSlow(literal)).not.toEqual([])
})

test.each([
  String.raw`/^data:(image\/[a-z0-9.+-]{1,40})((?:;[^;,]{1,80}){0,4}),/i`,
  '/data-inkroom="([A-Za-z0-9+/=]+)"/',
  String.raw`/\r\n?/g`,
])('AR13 the guard lets %s pass', (literal) => {
  expect(findSlow(literal)).toEqual([])
})
