/** What is stored about a room beside its log: its facts and its links. Stored values are parsed here and nowhere else. */
import { createHash } from 'node:crypto'
import type { RoomId } from '../../lib/base/ids.ts'
import { type Access, accessModes, linkRoles } from '../../lib/protocol/grant.ts'
import type { RoomMeta } from '../room/room.ts'
import { roomLine } from '../storage/record-keys.ts'
import type { RecordKey, Records } from '../storage/storage.ts'
import type { LinkRecord } from './access.ts'

export interface RoomRecord extends RoomMeta {
  /** Drawn at birth; tokens carry it, so those of a deleted room open no later one of the same id. */
  readonly mark: string
  /** Owner tokens carry it; empty until the owner takes a new one. */
  readonly ownerKey: string
}

export const MAX_LINKS_PER_ROOM = 200
const BIRTH_LENGTH = 16
/** Processes that change the same facts at the same moment. */
const MAX_ATTEMPTS = 20

const metaKey = (room: RoomId): RecordKey => ['room', room, 'meta']
/** Apart from the facts: noting an edit must never race with a change of who may enter. */
const touchedKey = (room: RoomId): RecordKey => ['room', room, 'touched']
const visitKey = (room: RoomId): RecordKey => ['room', room, 'visited']
const linkKey = (room: RoomId, link: string): RecordKey => ['room', room, 'link', link]
/** All rooms by id, so that listing them does not walk over their versions and images. */
const indexKey = roomLine

const encode = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value))

function decode(bytes: Uint8Array | null): Readonly<Record<string, unknown>> | null {
  if (!bytes) return null
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes))
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null
  } catch {
    return null
  }
}

const asTime = (value: unknown): number => (typeof value === 'number' && Number.isFinite(value) ? value : 0)
const asText = (value: unknown): string => (typeof value === 'string' ? value : '')
/** A damaged record locks the room rather than opening it. */
const asAccess = (value: unknown): Access => accessModes.find((mode) => mode === value) ?? 'closed'

export async function readRoom(records: Records, room: RoomId): Promise<RoomRecord | null> {
  const stored = await records.get(metaKey(room))
  if (!stored) return null
  const record = parseRoom(stored)
  const touched = decode(await records.get(touchedKey(room)))
  return { ...record, updatedAt: Math.max(record.updatedAt, asTime(touched?.at)) }
}

function parseRoom(stored: Uint8Array): RoomRecord {
  const { title, access, floor, lead, createdAt, updatedAt, mark, birth, ownerKey } = decode(stored) ?? {}
  return {
    title: asText(title),
    access: asAccess(access),
    floor: floor === 'held' ? 'held' : 'open',
    lead: typeof lead === 'number' ? lead : null,
    createdAt: asTime(createdAt),
    updatedAt: asTime(updatedAt),
    mark: asText(mark),
    birth: asText(birth) || birthFromMark(asText(mark)),
    ownerKey: asText(ownerKey),
  }
}

/** Rooms from before births were kept have one too, the same at every process, and it does not give their mark away. */
const birthFromMark = (mark: string): string =>
  createHash('sha256').update(`birth ${mark}`).digest('base64url').slice(0, BIRTH_LENGTH)

export const touchRoom = (records: Records, room: RoomId, at: number): Promise<void> =>
  records.write([{ key: touchedKey(room), value: encode({ at }) }])

/** When somebody was in the room last, in milliseconds since the epoch and give or take some hours; 0: not known. */
export const readVisit = async (records: Records, room: RoomId): Promise<number> =>
  asTime(decode(await records.get(visitKey(room)))?.at)

export const noteVisit = (records: Records, room: RoomId, at: number): Promise<void> =>
  records.write([{ key: visitKey(room), value: encode({ at }) }])

/** Writes the facts of a room that has none yet, and tells whether it did; those that are there stay, whoever wrote them. */
export async function claimRoom(records: Records, room: RoomId, record: RoomRecord): Promise<boolean> {
  if (!(await records.swap(metaKey(room), null, encode(record)))) return false
  await records.write([{ key: indexKey(room), value: encode(1) }])
  return true
}

/** Changes the facts as they are now, also when another process changes them at the same time; null when there are none. */
export async function changeRoom(
  records: Records,
  room: RoomId,
  change: (record: RoomRecord) => RoomRecord,
): Promise<RoomRecord | null> {
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
    const stored = await records.get(metaKey(room))
    if (!stored) return null
    const changed = change(parseRoom(stored))
    if (await records.swap(metaKey(room), stored, encode(changed))) return changed
  }
  throw new Error('the facts of a room change faster than they can be written')
}

export const writeRoom = (records: Records, room: RoomId, record: RoomRecord): Promise<void> =>
  records.write([
    { key: metaKey(room), value: encode(record) },
    { key: indexKey(room), value: encode(1) },
  ])

export function parseLink(id: string, bytes: Uint8Array): LinkRecord | null {
  const stored = decode(bytes)
  const role = linkRoles.find((known) => known === stored?.role)
  if (!stored || !role) return null
  const expiresAt = typeof stored.expiresAt === 'number' ? stored.expiresAt : null
  const pass = stored.isPass === true ? { isPass: true as const } : {}
  return { id, role, label: asText(stored.label), createdAt: asTime(stored.createdAt), expiresAt, ...pass }
}

export async function readLink(records: Records, room: RoomId, id: string): Promise<LinkRecord | null> {
  const stored = await records.get(linkKey(room, id))
  return stored ? parseLink(id, stored) : null
}

export async function readLinks(records: Records, room: RoomId): Promise<readonly LinkRecord[]> {
  const found = await records.list(['room', room, 'link'], { limit: MAX_LINKS_PER_ROOM })
  const links = found.map(({ key, value }) => parseLink(key[key.length - 1], value))
  return links.filter((link) => link !== null).sort((a, b) => b.createdAt - a.createdAt)
}

export const writeLink = (records: Records, room: RoomId, link: LinkRecord): Promise<void> =>
  records.write([{ key: linkKey(room, link.id), value: encode(link) }])

export const deleteLink = (records: Records, room: RoomId, id: string): Promise<void> =>
  records.write([{ key: linkKey(room, id), value: null }])

export async function listRoomIds(
  records: Records,
  page: { readonly limit: number; readonly after: RoomId | null },
): Promise<readonly RoomId[]> {
  const after = page.after === null ? {} : { after: indexKey(page.after) }
  const found = await records.list(['rooms'], { limit: page.limit, ...after })
  return found.map(({ key }) => key[1] as RoomId)
}
