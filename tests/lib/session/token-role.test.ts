import { SignJWT } from 'jose'
import { expect, test } from 'vitest'
import { claimedRole } from '../../../lib/session/token-role.ts'

const key = new TextEncoder().encode('a secret of at least thirty-two characters')
const sign = (claims: Record<string, unknown>) => new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(key)

test('RM5 the role that a link grants can be read before the server has spoken', async () => {
  expect(claimedRole(await sign({ room: 'Zürich ÿ', role: 'editor' }))).toBe('editor')
  expect(claimedRole(await sign({ role: 'viewer' }))).toBe('viewer')
})

test('RM5 what is no token, or claims no role, grants nothing', async () => {
  const strange = ['', 'a.b.c', '..', 'eyJhbGciOiJIUzI1NiJ9.bnVsbA.x', await sign({ role: 'emperor' }), await sign({})]
  expect(strange.map(claimedRole)).toEqual(strange.map(() => null))
})
