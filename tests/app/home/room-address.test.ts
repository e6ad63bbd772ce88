import { expect, test } from 'vitest'
import { roomAddress } from '../../../app/_home/room-address.ts'

const origin = 'http://boards.example:3000'
const here = (path: string) => ({ name: 'here', path })

test.each([
  ['abc-123', here('/r/abc-123')],
  ['  abc  ', here('/r/abc')],
  ['/r/abc', here('/r/abc')],
  [`${origin}/r/abc`, here('/r/abc')],
  [`${origin}/r/abc/#token=x.y.z`, here('/r/abc#token=x.y.z')],
  ['boards.example:3000/r/abc#shape=s1', here('/r/abc#shape=s1')],
])('RM1 "%s" is a board of this server', (typed, expected) => {
  expect(roomAddress(typed, origin)).toEqual(expected)
})

test('RM1 a link to another server is left to, not opened as an empty board here', () => {
  const url = 'https://other.example/boards/r/abc#token=t'
  expect(roomAddress(url, origin)).toEqual({ name: 'elsewhere', url })
})

test.each(['', 'not a room!', 'https://other.example/', 'javascript:alert(1)//r/abc', '/r/', `/r/${'x'.repeat(129)}`])(
  'RM1 "%s" is no board',
  (typed) => {
    expect(roomAddress(typed, origin)).toBeNull()
  },
)
