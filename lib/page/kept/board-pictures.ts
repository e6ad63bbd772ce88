/** Small pictures of the boards that this browser has seen, for the start page. Losing them loses nothing. */
import { parseRoomId, type RoomId } from '../../base/ids.ts'
import { done, within } from './database.ts'
import { readStored, writeStored } from './stored.ts'

export const PICTURE_WIDTH = 480
export const PICTURE_HEIGHT = 270
const MAX_PICTURES = 50
/** A picture of this size is small; one that is larger is not kept. */
const MAX_PICTURE_BYTES = 96 * 1024
const PICTURES = { database: 'inkroom-pictures', store: 'pictures', keyPath: 'room' }
/** One picture waits here, as text, from the moment its page went until the next page opens. */
const LEFT_BEHIND = 'left-picture'

export interface BoardPicture {
  readonly room: RoomId
  readonly light: Blob
  readonly dark: Blob
  /** Milliseconds since the epoch. */
  readonly at: number
}

/** Null where the browser keeps nothing for us. */
const withStore = <T>(mode: IDBTransactionMode, use: (store: IDBObjectStore) => Promise<T>): Promise<T | null> =>
  // Blocked, full or private: the start page shows a letter instead.
  within(PICTURES, mode, use).catch(() => null)

const isPicture = (stored: Partial<BoardPicture>): stored is BoardPicture =>
  typeof stored.room === 'string' && stored.light instanceof Blob && stored.dark instanceof Blob

/** Keeps the newest `MAX_PICTURES`. */
export async function keepPicture(picture: BoardPicture): Promise<void> {
  if (picture.light.size > MAX_PICTURE_BYTES || picture.dark.size > MAX_PICTURE_BYTES) return
  await withStore('readwrite', async (store) => {
    await done(store.put(picture))
    const kept = ((await done(store.getAll())) as BoardPicture[]).sort((a, b) => b.at - a.at)
    for (const { room } of kept.slice(MAX_PICTURES)) store.delete(room)
  })
}

/** For a page that is going: nothing but this is surely written by then. */
export function leavePicture({
  room,
  light,
  dark,
  at,
}: Record<'light' | 'dark', string> & Pick<BoardPicture, 'room' | 'at'>): void {
  if (light.length + dark.length > 3 * MAX_PICTURE_BYTES) return
  writeStored(LEFT_BEHIND, { room, light, dark, at })
}

/** Puts the picture that the page before left behind among the others. */
export async function adoptPicture(): Promise<void> {
  const { room: id, light, dark, at } = (readStored(LEFT_BEHIND) ?? {}) as Record<string, unknown>
  const room = parseRoomId(id)
  writeStored(LEFT_BEHIND, undefined)
  if (!room || typeof light !== 'string' || typeof dark !== 'string') return
  const blobOf = async (url: string) => (await fetch(url)).blob()
  if (![light, dark].every((url) => url.startsWith('data:image/'))) return
  await keepPicture({ room, light: await blobOf(light), dark: await blobOf(dark), at: Number(at) || 0 })
}

export const forgetPicture = (room: RoomId): Promise<unknown> =>
  withStore('readwrite', (store) => done(store.delete(room)))

/** The pictures of `rooms`; those of all other rooms are forgotten. */
export async function readPictures(rooms: ReadonlySet<RoomId>): Promise<readonly BoardPicture[]> {
  await adoptPicture()
  const found = await withStore('readwrite', async (store) => {
    const stored = (await done(store.getAll())) as Partial<BoardPicture>[]
    for (const { room } of stored) if (room && !rooms.has(room)) store.delete(room)
    return stored.filter(isPicture).filter(({ room }) => rooms.has(room))
  })
  return found ?? []
}
