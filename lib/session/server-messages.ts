/** Reads the JSON bodies of our server's own messages. Total: a strange body is null. */
import { type Access, accessModes, floorModes, type Role, roles } from '../protocol/grant.ts'
import type { Notice, RoomFacts } from './session.ts'

type Fields = Readonly<Record<string, unknown>>

const asText = (value: unknown): string => (typeof value === 'string' ? value : '')

function parseFields(json: string): Fields | null {
  try {
    const value: unknown = JSON.parse(json)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : null
  } catch {
    return null
  }
}

/** What holds until anyone has spoken: nobody may write in a room that they do not know. */
export const unknownFacts: RoomFacts = { role: 'viewer', title: '', access: 'edit' }

/** What the role message tells. One without a title leaves the title as it was `before`. */
export function parseFacts(json: string, before: RoomFacts): RoomFacts | null {
  const fields = parseFields(json)
  return readFacts(fields && fields.title === undefined ? { ...fields, title: before.title } : fields)
}

/** Which room it is, as the role message tells; null when it does not. */
export function parseBirth(json: string): string | null {
  const birth = parseFields(json)?.birth
  return typeof birth === 'string' && birth !== '' ? birth : null
}

/** How many bytes of the board are on their way, as a notice tells; null when it does not. */
export function parseLoading(json: string): number | null {
  const fields = parseFields(json)
  const bytes = fields?.name === 'loading' ? fields.bytes : null
  return typeof bytes === 'number' && bytes > 0 && Number.isFinite(bytes) ? bytes : null
}

export function readFacts(value: unknown): RoomFacts | null {
  if (typeof value !== 'object' || value === null) return null
  const { role, access, title, floor, openRole, lead, expiryDays } = value as Fields
  if (!roles.includes(role as Role) || !accessModes.includes(access as Access)) return null
  const [held, open] = [floorModes.find((mode) => mode === floor), roles.find((known) => known === openRole)]
  return {
    role: role as Role,
    access: access as Access,
    title: asText(title),
    ...(held ? { floor: held } : {}),
    ...(open ? { openRole: open } : {}),
    ...(typeof lead === 'number' || lead === null ? { lead } : {}),
    ...(typeof expiryDays === 'number' && expiryDays > 0 ? { expiryDays } : {}),
  }
}

export function parseNotice(json: string): Notice | null {
  const fields = parseFields(json)
  switch (fields?.name) {
    case 'joined':
    case 'left':
      return { name: fields.name, who: asText(fields.who) }
    case 'chat': {
      const at = typeof fields.at === 'number' ? fields.at : 0
      return { name: 'chat', id: asText(fields.id), from: asText(fields.from), text: asText(fields.text), at }
    }
    case 'shutting-down':
    case 'lower-hand':
      return { name: fields.name }
    case 'pass':
      return { name: 'pass', token: typeof fields.token === 'string' ? fields.token : null }
    case 'limit':
      return { name: 'limit', code: asText(fields.code) }
    default:
      return null
  }
}
