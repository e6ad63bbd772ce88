'use client'
import { X } from 'lucide-react'
import type { CSSProperties } from 'react'
import { IconButton } from '../controls.tsx'
import { useT } from '../language.tsx'
import { useRoom } from '../room-context.tsx'
import { useSelected, useSignal } from '../use-signal.ts'
import styles from './overlays.module.css'

const tint = (color: string) => ({ '--who': color }) as CSSProperties

function useFollowed() {
  const { page, session } = useRoom()
  const following = useSignal(page.following)
  return useSelected(session.people, (peers) => {
    const followed = peers.find(({ userId }) => userId === following)
    return followed && { name: followed.name, color: followed.color, isPresenting: Boolean(followed.presenting) }
  })
}

/** A frame in the colour of the person whose view I follow. */
export function FollowFrame() {
  const peer = useFollowed()
  return peer ? <div className={styles.follow} style={tint(peer.color)} /> : null
}

/** Whose view this is, and the way back to my own. Slides have a line of their own that says both. */
export function FollowChip() {
  const t = useT()
  const { page } = useRoom()
  const peer = useFollowed()
  if (!peer || peer.isPresenting) return null
  return (
    <div className={styles.followChip} style={tint(peer.color)}>
      <span role="status" className={styles.followName}>
        {t('people.following', { name: peer.name })}
      </span>
      <IconButton
        label={t('people.stopFollowing', { name: peer.name })}
        icon={X}
        onClick={() => {
          page.following.value = ''
        }}
      />
    </div>
  )
}
