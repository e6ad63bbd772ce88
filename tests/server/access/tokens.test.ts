import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { systemClock } from '../../../lib/base/clock.ts'
import type { RoomId } from '../../../lib/base/ids.ts'
import { createTokens } from '../../../server/access/tokens.ts'

const SECRET = 'a secret of at least thirty-two characters'

test('AC2 a token over its length is refused though it is signed by us, one at its length is read', async () => {
  const tokens = createTokens({ secret: SECRET, clock: systemClock })
  const granted = { room: 'room' as RoomId, role: 'viewer', linkId: 'link', mark: 'mark', ownerKey: '' } as const
  const token = await tokens.sign({ ...granted, expiresAt: null })
  const claims = JSON.parse(Buffer.from(token.split('.')[1], 'base64url').toString())
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const padded = (letters: number): string => {
    const text = `${part({ alg: 'HS256' })}.${part({ ...claims, pad: 'x'.repeat(letters) })}`
    return `${text}.${createHmac('sha256', SECRET).update(text).digest('base64url')}`
  }
  // Three letters are four of the token.
  const letters = Math.floor(((2048 - padded(0).length) * 3) / 4)
  const [longest, tooLong] = [padded(letters), padded(letters + 3)]
  expect([longest.length, tooLong.length].map((length) => length > 2048)).toEqual([false, true])
  expect(await tokens.verify(longest)).toEqual({ ...granted, expiresAt: null })
  expect(await tokens.verify(tooLong)).toBe(null)
})
