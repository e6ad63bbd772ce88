/** Signed tokens. They say which room, which role and which link; whether the link still lives is asked each time. */
import { jwtVerify, SignJWT } from 'jose'
import type { WallClock } from '../../lib/base/clock.ts'
import { parseRoomId, type RoomId } from '../../lib/base/ids.ts'
import { type Role, roles } from '../../lib/protocol/grant.ts'

export interface Claims {
  readonly room: RoomId
  readonly role: Role
  /** null for the owner's token. */
  readonly linkId: string | null
  /** The room's birth mark: a token of a deleted room opens no later room of the same id. */
  readonly mark: string
  /** Of an owner's token: renewed when the owner wants a new one, and empty before that. */
  readonly ownerKey: string
  readonly expiresAt: number | null
}

export interface Tokens {
  sign(claims: Claims): Promise<string>
  /** null when forged, expired, malformed or of another kind. */
  verify(token: string): Promise<Claims | null>
}

/** One pinned algorithm: a token cannot choose `none` or a public key. */
const ALGORITHM = 'HS256'
const AUDIENCE = 'inkroom'
/** Ours have about 250 letters; nothing much longer is worth hashing. */
const MAX_TOKEN_LENGTH = 2048
const MS_PER_SECOND = 1000

export function createTokens(options: { readonly secret: string; readonly clock: WallClock }): Tokens {
  const key = new TextEncoder().encode(options.secret)
  return {
    sign({ room, role, linkId, mark, ownerKey, expiresAt }) {
      const link = linkId === null ? {} : { link: linkId }
      const jwt = new SignJWT({ room, role, mark, ...link, ...(ownerKey === '' ? {} : { key: ownerKey }) })
        .setProtectedHeader({ alg: ALGORITHM })
        .setAudience(AUDIENCE)
      // Seconds, rounded up: the link's record holds the exact time.
      if (expiresAt !== null) jwt.setExpirationTime(Math.ceil(expiresAt / MS_PER_SECOND))
      return jwt.sign(key)
    },
    async verify(token) {
      if (token.length > MAX_TOKEN_LENGTH) return null
      try {
        const { payload } = await jwtVerify(token, key, {
          algorithms: [ALGORITHM],
          audience: AUDIENCE,
          currentDate: new Date(options.clock.date()),
        })
        return parseClaims(payload)
      } catch {
        // jose throws for every kind of bad token; which one it was helps only an attacker.
        return null
      }
    },
  }
}

function parseClaims(payload: Readonly<Record<string, unknown>>): Claims | null {
  const { role, link = null, mark, key = '', exp } = payload
  const room = parseRoomId(payload.room)
  const knownRole = roles.find((known) => known === role)
  if (!room || !knownRole || typeof mark !== 'string' || typeof key !== 'string') return null
  if (link !== null && typeof link !== 'string') return null
  const expiresAt = typeof exp === 'number' ? exp * MS_PER_SECOND : null
  return { room, role: knownRole, linkId: link, mark, ownerKey: key, expiresAt }
}
