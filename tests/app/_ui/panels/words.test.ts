import { expect, test } from 'vitest'
import { wordParts } from '../../../../app/_ui/linked-words.tsx'
import { mentions, namesFor, withName } from '../../../../lib/page/people/mentions.ts'

const addresses = (words: string) =>
  wordParts(words)
    .filter(({ isAddress }) => isAddress)
    .map(({ text }) => text)

test('only web addresses of others become links, without the full stop behind them', () => {
  expect(addresses('see https://a.example/x?y=1, http://b.example.')).toEqual([
    'https://a.example/x?y=1',
    'http://b.example',
  ])
  expect(addresses('javascript:alert(1) data:text/html,x file:///etc')).toEqual([])
  expect(addresses('(https://a.example/b) <https://c.example>')).toEqual(['https://a.example/b', 'https://c.example'])
  expect(wordParts('plain').map(({ text }) => text)).toEqual(['plain'])
})

test('names are offered from the @ on, and put in its place', () => {
  const names = ['Bob', 'Bea Lee', 'Ada']
  expect(namesFor('hello', names)).toEqual([])
  expect(namesFor('mail me@b', names)).toEqual([])
  expect(namesFor('hello @', names)).toEqual(names)
  expect(namesFor('hello @b', names)).toEqual(['Bob', 'Bea Lee'])
  expect(withName('hello @b', 'Bea Lee')).toBe('hello @Bea Lee ')
  expect(mentions('hello @Bea Lee!', 'Bea Lee')).toBe(true)
  expect(mentions('hello @Bob', '')).toBe(false)
})
