'use client'
import { Tooltip } from 'radix-ui'
import { useEffect, useState } from 'react'
import { systemClock } from '../../lib/base/clock.ts'
import { deleteBoard } from '../../lib/page/kept/delete-board.ts'
import {
  forgetRoom,
  type RecentRoom,
  readOwnerToken,
  readRecentRooms,
  recallRoom,
  renameRecentRoom,
} from '../../lib/page/kept/recent-rooms.ts'
import { DeleteDialog } from '../_ui/dialogs/delete-dialog.tsx'
import { useT } from '../_ui/language.tsx'
import { BoardCard } from './board-card.tsx'
import styles from './recent-boards.module.css'
import { usePictures } from './use-pictures.ts'

/** So long can a forgotten board be taken back. */
const UNDO_MS = 10_000

/** Boards that this browser opened. Forgetting one only takes it off this list. */
export function RecentBoards({ theme }: { readonly theme: 'light' | 'dark' }) {
  const t = useT()
  const [rooms, setRooms] = useState<readonly RecentRoom[] | null>(null)
  const [forgotten, setForgotten] = useState<RecentRoom | null>(null)
  const [deleting, setDeleting] = useState<RecentRoom | null>(null)
  const pictures = usePictures(rooms, theme)
  useEffect(() => setRooms(readRecentRooms()), [])
  useEffect(() => {
    if (forgotten) return systemClock.after(UNDO_MS, () => setForgotten(null))
  }, [forgotten])
  if (rooms === null) return null
  const after = (change: () => void) => {
    change()
    setRooms(readRecentRooms())
  }
  const forget = (room: RecentRoom) => {
    after(() => forgetRoom(room.id))
    setForgotten(room)
  }
  const recall = (room: RecentRoom) => {
    after(() => recallRoom(room))
    setForgotten(null)
  }
  const remove = async (room: RecentRoom): Promise<boolean> => {
    if (!(await deleteBoard(room.id))) return false
    after(() => setDeleting(null))
    return true
  }
  const nameOf = (room: RecentRoom): string => room.alias || room.name || t('room.untitled')
  return (
    <Tooltip.Provider delayDuration={400}>
      <section className={styles.recent} aria-labelledby="recent-boards">
        <h2 id="recent-boards" className={styles.title}>
          {t('home.recent')}
        </h2>
        {rooms.length === 0 ? (
          <p className={styles.empty}>{t('home.noneYet')}</p>
        ) : (
          <ul className={styles.grid}>
            {rooms.map((room) => (
              <BoardCard
                key={room.id}
                room={room}
                picture={pictures.get(room.id)}
                onRename={(alias) => after(() => renameRecentRoom(room.id, alias))}
                onForget={() => forget(room)}
                onDelete={readOwnerToken(room.id) === null ? undefined : () => setDeleting(room)}
              />
            ))}
          </ul>
        )}
        {rooms.length > 0 ? <p className={styles.note}>{t('home.recentNote')}</p> : null}
      </section>
      {deleting ? (
        <DeleteDialog name={nameOf(deleting)} onDelete={() => remove(deleting)} onClose={() => setDeleting(null)} />
      ) : null}
      <div className={styles.undo} role="status">
        {forgotten ? (
          <div key={forgotten.id} className={styles.toast}>
            <span className={styles.words}>{t('home.forgotten', { name: nameOf(forgotten) })}</span>
            <button type="button" onClick={() => recall(forgotten)}>
              {t('home.takeBack')}
            </button>
          </div>
        ) : null}
      </div>
    </Tooltip.Provider>
  )
}
