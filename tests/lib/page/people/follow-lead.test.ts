import { expect, test } from 'vitest'
import { isCircle, leadOf } from '../../../../lib/page/people/follow-lead.ts'

const peer = (userId: string, following = '', more: { isIdle?: boolean; cursor?: { x: number; y: number } } = {}) => ({
  ...{ userId, following, name: userId, viewport: null, isIdle: more.isIdle ?? false },
  cursor: (more.cursor ?? null) as never,
})

test('I49 a circle is seen over any number of people, and one without me is none of mine', () => {
  expect(isCircle([peer('b', 'me')], 'b', 'me')).toBe(true)
  expect(isCircle([peer('b', 'c'), peer('c', 'd'), peer('d', 'me')], 'b', 'me')).toBe(true)
  expect(isCircle([peer('b', 'c'), peer('c', 'd'), peer('d')], 'b', 'me')).toBe(false)
  expect(isCircle([peer('b', 'c'), peer('c', 'b')], 'b', 'me')).toBe(false)
  expect(isCircle([peer('b', 'gone')], 'b', 'me')).toBe(false)
})

test('I49 of the tabs of a person the one with the pointer leads, then one that is in use', () => {
  const [asleep, awake, pointing] = [
    peer('b', '', { isIdle: true }),
    peer('b'),
    peer('b', '', { cursor: { x: 1, y: 1 } }),
  ]
  expect(leadOf([asleep, awake, pointing], 'b')).toBe(pointing)
  expect(leadOf([asleep, awake], 'b')).toBe(awake)
  expect(leadOf([asleep], 'b')).toBe(asleep)
  expect(leadOf([asleep], 'c')).toBeUndefined()
})
