'use client'
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
import { readStored, writeStored } from '../../lib/page/kept/stored.ts'
import { DeleteDialog } from '../_ui/dialogs/delete-dialog.tsx'
import forms from '../_ui/form.module.css'
import { useLanguage } from '../_ui/language.tsx'
import { BoardCard } from './board-card.tsx'
import { type BoardOrder, boardOrders, listBoards, nameOfRoom } from './board-list.ts'
import styles from './recent-boards.module.css'
import { usePictures } from './use-pictures.ts'

/** So long can a forgotten board be taken back. */
const UNDO_MS = 10_000
const ORDER_KEY = 'board-order'

/** Boards that this browser opened. Forgetting one only takes it off this list. */
export function RecentBoards({ theme }: { readonly theme: 'light' | 'dark' }) {
  const { t, id: language } = useLanguage()
  const [words, setWords] = useState('')
  const [order, setOrder] = useState<BoardOrder>('opened')
  const [rooms, setRooms] = useState<readonly RecentRoom[] | null>(null)
  const [forgotten, setForgotten] = useState<RecentRoom | null>(null)
  const [deleting, setDeleting] = useState<RecentRoom | null>(null)
  const pictures = usePictures(rooms, theme)
  useEffect(() => {
    setRooms(readRecentRooms())
    if (readStored(ORDER_KEY) === 'name') setOrder('name')
  }, [])
  const changeOrder = (next: BoardOrder) => {
    setOrder(next)
    writeStored(ORDER_KEY, next)
  }
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
  const untitled = t('room.untitled')
  const nameOf = (room: RecentRoom): string => nameOfRoom(room, untitled)
  const shown = listBoards(rooms, { words, order, untitled, language })
  return (
    <>
      <section className={styles.recent} aria-labelledby="recent-boards">
        <div className={styles.head}>
          <h2 id="recent-boards" className={styles.title}>
            {t('home.recent')}
          </h2>
          {rooms.length > 1 ? (
            <search className={styles.search}>
              <input
                type="search"
                className={forms.input}
                aria-label={t('home.search')}
                placeholder={t('home.search')}
                value={words}
                onChange={(event) => setWords(event.target.value)}
              />
              <select
                className={styles.order}
                aria-label={t('home.order')}
                value={order}
                onChange={(event) => changeOrder(event.target.value as BoardOrder)}
              >
                {boardOrders.map((each) => (
                  <option key={each} value={each}>
                    {t(`home.order.${each}`)}
                  </option>
                ))}
              </select>
            </search>
          ) : null}
        </div>
        {rooms.length === 0 ? (
          <p className={styles.empty}>{t('home.noneYet')}</p>
        ) : shown.length === 0 ? (
          <p className={styles.empty} role="status">
            {t('find.none')}
          </p>
        ) : (
          <ul className={styles.grid}>
            {shown.map((room) => (
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
    </>
  )
}
