'use client'
import type { CSSProperties } from 'react'
import { useT } from '../language.tsx'
import { useRoom } from '../room-context.tsx'
import { useSelected, useSignal } from '../use-signal.ts'
import styles from './overlays.module.css'

/** A frame in the colour of the person whose view I follow. */
export function FollowFrame() {
  const t = useT()
  const { page, session } = useRoom()
  const following = useSignal(page.following)
  const peer = useSelected(session.peers, (peers) => {
    const followed = peers.find(({ userId }) => userId === following)
    return followed && { name: followed.name, color: followed.color }
  })
  if (!peer) return null
  return (
    <div className={styles.follow} style={{ '--who': peer.color } as CSSProperties}>
      <span className={styles.followName}>{t('people.following', { name: peer.name })}</span>
    </div>
  )
}
