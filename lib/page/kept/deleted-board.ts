/** What becomes of the copy of a board that was deleted: a new board is made of it, or it is forgotten. */
import * as Y from 'yjs'
import type { RoomId } from '../../base/ids.ts'
import type { Board } from '../../document/board.ts'
import type { Translate } from '../../i18n/translate.ts'
import type { Session } from '../../session/session.ts'
import type { RoomAssets } from '../files/assets.ts'
import { createRoom, createRoomApi, type RoomApi } from '../server/room-api.ts'
import type { Say } from '../toast.ts'
import { isGone } from './delete-board.ts'
import { forgetOwnerToken, forgetRoom, rememberOwnerToken } from './recent-rooms.ts'

export interface DeletedBoard {
  /** Deletes the board for everyone, forgets all that is here of it and goes home; false when the server did not. */
  deleteNow(): Promise<boolean>
  /** Puts all that is here on a new board of one's own and goes there; says so when it cannot be done. */
  toNewBoard(): Promise<void>
  forget(): Promise<void>
}

export interface DeletedBoardOptions {
  readonly room: RoomId
  readonly api: Pick<RoomApi, 'remove'>
  readonly doc: Y.Doc
  readonly board: Board
  readonly session: Pick<Session, 'facts' | 'forgetCopy'>
  readonly assets: Pick<RoomAssets, 'offer'>
  readonly say: Say
  readonly t: Translate
  /** Leaves the page without asking whether that is meant. */
  leave(path: string): void
}

export function createDeletedBoard(options: DeletedBoardOptions): DeletedBoard {
  const { room, api, doc, board, session, assets, say, t, leave } = options
  let isBusy = false

  async function forgetAll(): Promise<void> {
    // A browser that keeps nothing has nothing to forget.
    await session.forgetCopy().catch(() => {})
    forgetRoom(room)
  }

  async function copyOver(): Promise<RoomId | null> {
    // Whoever may come to the new board is no more than could come to the old one.
    const made = await createRoom({ title: board.title, access: session.facts.value.access })
    if (!made.ok) return null
    const target = createRoomApi(made.value.room, null, made.value.ownerToken)
    const stored = await target.putSnapshot(Y.encodeStateAsUpdate(doc) as Uint8Array<ArrayBuffer>)
    if (!stored.ok) {
      await target.remove()
      return null
    }
    rememberOwnerToken(made.value.room, made.value.ownerToken)
    const names = board.shapes.flatMap((shape) => (shape.type === 'image' && shape.asset ? [shape.asset] : []))
    if (names.length > 0) {
      const put = async (name: string, bytes: Blob) => (await target.putAsset(name, bytes)).ok
      const { bringImages } = await import('../files/travelling-images.ts')
      const missing = await bringImages({ from: room, assets: names, put, store: assets })
      if (missing > 0) say(t('image.leftBehind', { count: missing }), 'bad')
    }
    return made.value.room
  }

  return {
    async deleteNow() {
      if (!isGone(await api.remove())) return false
      forgetOwnerToken(room)
      await forgetAll()
      leave('/')
      return true
    },
    async toNewBoard() {
      if (isBusy) return
      isBusy = true
      const made = await copyOver()
      isBusy = false
      if (made === null) return say(t('deleted.failed'), 'bad')
      await forgetAll()
      leave(`/r/${made}`)
    },
    async forget() {
      await forgetAll()
      leave('/')
    },
  }
}
