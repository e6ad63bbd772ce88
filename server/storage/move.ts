/**
 * Carries a whole storage, or one room, to another one while no server writes to either. What is there already and the same
 * is passed over, so that whoever was interrupted goes on where it was; the end compares everything by hashes, read back.
 */
import { createHash, type Hash } from 'node:crypto'
import type { RoomId } from '../../lib/base/ids.ts'
import { roomLine, roomPrefix } from './record-keys.ts'
import type { RecordChange, RecordKey, Storage } from './storage.ts'

export interface MoveOptions {
  readonly from: Storage
  readonly to: Storage
  /** What is being moved, for whoever goes on; it holds no password. */
  readonly name: string
  /** Null: everything. */
  readonly room: RoomId | null
  readonly onProgress?: (rooms: number) => void
}

export interface Moved {
  readonly rooms: number
  readonly records: number
  /** Of all that was moved, as it was read back. */
  readonly hash: string
}

/** Nothing was changed, or not all is there; the message says which. */
export class MoveRefused extends Error {
  constructor(
    readonly code: 'in-use' | 'not-empty' | 'nothing-there' | 'room-not-found' | 'differs',
    message: string,
  ) {
    super(message)
    this.name = 'MoveRefused'
  }
}

const PAGE = 500
const RECORDS_AT_ONCE = 50
const MAX_BYTES_AT_ONCE = 8 * 1024 * 1024
const TASK_KEY: RecordKey = ['moving']

interface StoredRecord {
  readonly key: RecordKey
  readonly value: Uint8Array
}

export async function moveStorage(options: MoveOptions): Promise<Moved> {
  const { from, to, name, room } = options
  await requireAlone(options)
  const task = new TextEncoder().encode(room === null ? name : `${name} ${room}`)
  await requirePlace(options, task)
  await to.records.write([{ key: TASK_KEY, value: task }])
  const rooms = room === null ? allRooms(from) : oneRoom(from, room)
  let count = 0
  for await (const { room: id, isDeleted } of rooms) {
    await moveLog(options, id, isDeleted)
    count++
    options.onProgress?.(count)
  }
  for (const prefix of prefixesOf(room)) await moveRecords(options, prefix)
  const [there, here] = [await fingerprint(to, room), await fingerprint(from, room)]
  if (there.hash !== here.hash) throw new MoveRefused('differs', 'what was read back differs: start it again')
  await requireAlone(options)
  await to.records.write([{ key: TASK_KEY, value: null }])
  return { rooms: count, records: there.records, hash: there.hash }
}

const prefixesOf = (room: RoomId | null): readonly RecordKey[] =>
  room === null ? [[]] : [roomPrefix(room), roomLine(room)]

async function requireAlone({ from, to }: MoveOptions): Promise<void> {
  for (const [storage, which] of [
    [from, 'source'],
    [to, 'destination'],
  ] as const) {
    if ((await storage.moving.writers()) > 0)
      throw new MoveRefused('in-use', `a server has the ${which} open: stop it first`)
  }
}

/** Where something else lies nothing is overwritten. */
async function requirePlace({ from, to, room }: MoveOptions, task: Uint8Array): Promise<void> {
  if (room !== null && !(await from.log.isDeleted(room)) && !(await hasRoom(from, room))) {
    throw new MoveRefused('room-not-found', 'the source has no such room')
  }
  // A store that was ever started holds its secret: where there is nothing, another place is meant.
  if (room === null && (await isEmpty(from))) throw new MoveRefused('nothing-there', 'there is nothing in the source')
  const begun = await to.records.get(TASK_KEY)
  if (begun && Buffer.compare(begun, task) === 0) return
  const isTaken = room === null ? !(await isEmpty(to)) : (await to.log.isDeleted(room)) || (await hasRoom(to, room))
  if (begun || isTaken) {
    const what = room === null ? 'the destination is not empty' : 'the destination has this room'
    throw new MoveRefused('not-empty', begun ? 'another move to the destination was begun and not ended' : what)
  }
}

const isEmpty = async ({ moving, records }: Storage): Promise<boolean> =>
  (await moving.rooms({ limit: 1, after: null })).length === 0 && (await records.list([], { limit: 1 })).length === 0

const hasRoom = async (storage: Storage, room: RoomId): Promise<boolean> =>
  (await storage.log.load(room)) !== null || (await storage.records.list(roomPrefix(room), { limit: 1 })).length > 0

async function* allRooms(storage: Storage) {
  let after: RoomId | null = null
  for (;;) {
    const page: Awaited<ReturnType<Storage['moving']['rooms']>> = await storage.moving.rooms({ limit: PAGE, after })
    yield* page
    if (page.length < PAGE) return
    after = page[page.length - 1].room
  }
}

async function* oneRoom(storage: Storage, room: RoomId) {
  yield { room, isDeleted: await storage.log.isDeleted(room) }
}

async function moveLog({ from, to }: MoveOptions, room: RoomId, isDeleted: boolean): Promise<void> {
  if (isDeleted) {
    if (!(await to.log.isDeleted(room))) await to.log.delete(room)
    return
  }
  const stored = await from.log.load(room)
  if (!stored || (await hashOfLog(to, room)) === (await hashOfLog(from, room))) return
  await to.moving.put(room, stored)
}

async function moveRecords({ from, to }: MoveOptions, prefix: RecordKey): Promise<void> {
  for await (const page of recordPages(from, prefix)) {
    let changes: RecordChange[] = []
    let bytes = 0
    const write = async (): Promise<void> => {
      if (changes.length > 0) await to.records.write(changes)
      changes = []
      bytes = 0
    }
    for (const { key, value } of page) {
      const known = await to.records.get(key)
      if (known && Buffer.compare(known, value) === 0) continue
      if (bytes + value.length > MAX_BYTES_AT_ONCE) await write()
      changes.push({ key, value })
      bytes += value.length
    }
    await write()
  }
}

async function* recordPages(storage: Storage, prefix: RecordKey) {
  let after: RecordKey | null = null
  for (;;) {
    const page: readonly StoredRecord[] = await storage.records.list(prefix, {
      limit: RECORDS_AT_ONCE,
      ...(after ? { after } : {}),
    })
    yield page.filter(({ key }) => key.join() !== TASK_KEY.join())
    if (page.length < RECORDS_AT_ONCE) return
    after = page[page.length - 1].key
  }
}

/** Of everything, in an order that all storages share. */
async function fingerprint(storage: Storage, room: RoomId | null): Promise<{ hash: string; records: number }> {
  const hash = createHash('sha256')
  for await (const { room: id, isDeleted } of room === null ? allRooms(storage) : oneRoom(storage, room)) {
    addText(hash, id)
    addText(hash, isDeleted ? 'deleted' : ((await hashOfLog(storage, id)) ?? 'empty'))
  }
  let records = 0
  for (const prefix of prefixesOf(room)) {
    for await (const page of recordPages(storage, prefix)) {
      for (const { key, value } of page) {
        addText(hash, key.join('\0'))
        addBytes(hash, value)
        records++
      }
    }
  }
  return { hash: hash.digest('hex'), records }
}

async function hashOfLog(storage: Storage, room: RoomId): Promise<string | null> {
  const stored = await storage.log.load(room)
  if (!stored) return null
  const hash = createHash('sha256')
  addText(hash, `${stored.snapshotSeq} ${stored.lastSeq}`)
  addBytes(hash, stored.snapshot ?? new Uint8Array())
  for (const { seq, bytes } of stored.updates) {
    addText(hash, String(seq))
    addBytes(hash, bytes)
  }
  return hash.digest('hex')
}

/** With their length, so that nothing can move from one to the next unseen. */
function addBytes(hash: Hash, bytes: Uint8Array): void {
  hash.update(`${bytes.length}:`).update(bytes)
}
const addText = (hash: Hash, text: string): void => addBytes(hash, Buffer.from(text, 'utf8'))
