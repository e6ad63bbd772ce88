/** Images in a paste from another room: the clipboard names the room, their bytes are fetched there and stored here (I43). */
import { parseRoomId, type RoomId } from '../../base/ids.ts'
import { readOwnerToken } from '../kept/recent-rooms.ts'
import { createRoomApi } from '../server/room-api.ts'
import type { RoomAssets } from './assets.ts'

const MARK = 'data-inkroom-room'

/** The clipboard's HTML with the name of the room that it comes from; never with a token. */
export const fromRoom = (html: string, room: RoomId): string =>
  html.replace('<div data-inkroom=', `<div ${MARK}="${room}" data-inkroom=`)

export const roomNamedIn = (html: string): RoomId | null =>
  parseRoomId(new RegExp(`${MARK}="([\\w-]+)"`).exec(html)?.[1])

interface JourneyOptions {
  readonly from: RoomId
  readonly assets: readonly string[]
  /** Takes one over; false when it cannot. */
  readonly put: (asset: string, bytes: Blob) => Promise<boolean>
  readonly store: Pick<RoomAssets, 'offer'>
}

/** Brings images over; returns how many could not come, because that room is closed to this person or gone. */
export async function bringImages({ from, assets, put, store }: JourneyOptions): Promise<number> {
  const there = createRoomApi(from, null, readOwnerToken(from))
  const bring = async (asset: string): Promise<boolean> => {
    try {
      const answer = await fetch(there.assetUrl(asset), { credentials: 'same-origin' })
      if (!answer.ok) return false
      const bytes = await answer.blob()
      store.offer(asset, await createImageBitmap(bytes))
      return await put(asset, bytes)
    } catch {
      // No network, or no picture after all.
      return false
    }
  }
  const arrived = await Promise.all([...new Set(assets)].map(bring))
  return arrived.filter((isHere) => !isHere).length
}
