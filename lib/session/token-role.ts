/** What a link's token says that it grants. A belief for the first moments: only the server, which signed it, decides. */
import { type Role, roles } from '../protocol/grant.ts'

/** The role in the payload of a JWT; null when there is none to be read. Total, and checks nothing. */
export function claimedRole(token: string): Role | null {
  const payload = token.split('.')[1] ?? ''
  try {
    const claims: unknown = JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/')))
    return roles.find((role) => role === (claims as { role?: unknown } | null)?.role) ?? null
  } catch {
    // No token of ours: the server will say so.
    return null
  }
}
