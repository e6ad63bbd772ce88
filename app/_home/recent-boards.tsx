'use client'
import { Pencil, X } from 'lucide-react'
import Link from 'next/link'
import { Tooltip } from 'radix-ui'
import { type KeyboardEvent, useEffect, useState } from 'react'
import type { RoomId } from '../../lib/base/ids.ts'
import { IconButton } from '../_ui/controls.tsx'
import forms from '../_ui/form.module.css'
import { useLanguage } from '../_ui/language.tsx'
import { forgetRoom, type RecentRoom, readRecentRooms, renameRecentRoom } from '../_ui/recent-rooms.ts'
import styles from './home.module.css'

/** A stable tint per board, so that a list of names can be told apart at a glance. */
const hueOf = (id: string): number => [...id].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 360, 7)

interface BoardCardProps {
  readonly room: RecentRoom
  onRename(id: RoomId, name: string): void
  onForget(id: RoomId): void
}

function BoardCard({ room, onRename, onForget }: BoardCardProps) {
  const { id: language, t } = useLanguage()
  const [isRenaming, setRenaming] = useState(false)
  const name = room.name || t('room.untitled')
  const finish = (value: string) => {
    onRename(room.id, value.trim())
    setRenaming(false)
  }
  const onKey = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Enter') finish(event.currentTarget.value)
    if (event.key === 'Escape') setRenaming(false)
  }
  return (
    <li className={styles.card}>
      <Link href={`/r/${room.id}`} className={styles.cardLink} aria-label={name}>
        <span className={styles.thumb} style={{ '--hue': hueOf(room.id) } as React.CSSProperties} aria-hidden="true">
          {[...name][0]?.toUpperCase()}
        </span>
      </Link>
      <div className={styles.cardRow}>
        {isRenaming ? (
          <input
            className={forms.input}
            aria-label={t('home.rename')}
            defaultValue={room.name}
            // biome-ignore lint/a11y/noAutofocus: the person has just asked to rename
            autoFocus
            onKeyDown={onKey}
            onBlur={(event) => finish(event.currentTarget.value)}
          />
        ) : (
          <div className={styles.cardText}>
            <span className={styles.cardName}>{name}</span>
            <time className={styles.cardTime} dateTime={new Date(room.at).toISOString()}>
              {new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(room.at)}
            </time>
          </div>
        )}
        <IconButton label={t('home.renameNamed', { name })} icon={Pencil} onClick={() => setRenaming(true)} />
        <IconButton label={t('home.forgetNamed', { name })} icon={X} onClick={() => onForget(room.id)} />
      </div>
    </li>
  )
}

/** Boards that this browser opened. Forgetting one only takes it off this list. */
export function RecentBoards() {
  const { t } = useLanguage()
  const [rooms, setRooms] = useState<readonly RecentRoom[]>([])
  useEffect(() => setRooms(readRecentRooms()), [])
  if (rooms.length === 0) return null
  const after = (change: () => void) => {
    change()
    setRooms(readRecentRooms())
  }
  return (
    <Tooltip.Provider delayDuration={400}>
      <section className={styles.recent} aria-labelledby="recent-boards">
        <h2 id="recent-boards" className={styles.recentTitle}>
          {t('home.recent')}
        </h2>
        <ul className={styles.grid}>
          {rooms.map((room) => (
            <BoardCard
              key={room.id}
              room={room}
              onRename={(id, name) => after(() => renameRecentRoom(id, name))}
              onForget={(id) => after(() => forgetRoom(id))}
            />
          ))}
        </ul>
        <p className={styles.recentNote}>{t('home.recentNote')}</p>
      </section>
    </Tooltip.Provider>
  )
}
