'use client'
import { Pencil, Trash2, X } from 'lucide-react'
import Link from 'next/link'
import { type CSSProperties, type KeyboardEvent, useRef, useState } from 'react'
import type { RecentRoom } from '../../lib/page/kept/recent-rooms.ts'
import { IconButton } from '../_ui/controls.tsx'
import forms from '../_ui/form.module.css'
import { useLanguage } from '../_ui/language.tsx'
import styles from './recent-boards.module.css'

const MAX_ALIAS_LENGTH = 200
/** A stable tint per board, so that boards without a picture can be told apart at a glance. */
const hueOf = (id: string): number => [...id].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 360, 7)

export interface BoardCardProps {
  readonly room: RecentRoom
  /** Address of the board's small picture, if there is one. */
  readonly picture: string | undefined
  onRename(alias: string): void
  onForget(): void
  /** Asks whether to delete it for everyone; absent when it is not this person's. */
  readonly onDelete?: (() => void) | undefined
}

export function BoardCard({ room, picture, onRename, onForget, onDelete }: BoardCardProps) {
  const { id: language, t } = useLanguage()
  const [isRenaming, setRenaming] = useState(false)
  const pencil = useRef<HTMLButtonElement>(null)
  const name = room.alias || room.name || t('room.untitled')
  // A field that goes away loses the focus: that is no second answer.
  const isAnswered = useRef(false)
  const begin = () => {
    isAnswered.current = false
    setRenaming(true)
  }
  const finish = (value: string | null) => {
    if (isAnswered.current) return
    isAnswered.current = true
    if (value !== null) onRename(value.trim())
    setRenaming(false)
  }
  const onKey = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing || (event.key !== 'Enter' && event.key !== 'Escape')) return
    // The same press must not go on to the button that now takes the focus.
    event.preventDefault()
    finish(event.key === 'Enter' ? event.currentTarget.value : null)
    pencil.current?.focus()
  }
  return (
    <li className={styles.card}>
      <Link href={`/r/${room.id}`} className={styles.link} aria-label={name}>
        <span className={styles.thumb} style={{ '--hue': hueOf(room.id) } as CSSProperties} aria-hidden="true">
          {picture ? (
            // biome-ignore lint/performance/noImgElement: a picture that lies in this browser
            <img src={picture} alt="" className={styles.picture} />
          ) : (
            [...name][0]?.toUpperCase()
          )}
        </span>
      </Link>
      <div className={styles.row}>
        {isRenaming ? (
          <input
            className={forms.input}
            aria-label={t('home.rename')}
            placeholder={room.name || t('room.untitled')}
            maxLength={MAX_ALIAS_LENGTH}
            defaultValue={room.alias || room.name}
            // biome-ignore lint/a11y/noAutofocus: the person has just asked to rename
            autoFocus
            onFocus={(event) => event.currentTarget.select()}
            onKeyDown={onKey}
            onBlur={(event) => finish(event.currentTarget.value)}
          />
        ) : (
          <div className={styles.text}>
            <span className={styles.name} dir="auto">
              {name}
            </span>
            <time className={styles.time} dateTime={new Date(room.at).toISOString()}>
              {new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(room.at)}
            </time>
          </div>
        )}
        <IconButton ref={pencil} label={t('home.renameNamed', { name })} icon={Pencil} onClick={begin} />
        {onDelete ? <IconButton label={t('home.deleteNamed', { name })} icon={Trash2} onClick={onDelete} /> : null}
        <IconButton label={t('home.forgetNamed', { name })} icon={X} onClick={onForget} />
      </div>
    </li>
  )
}
