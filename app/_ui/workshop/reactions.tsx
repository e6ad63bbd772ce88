'use client'
/** Emoji that rise where somebody reacts, mine and others', and are gone again. */
import { type CSSProperties, useCallback, useEffect, useRef, useState } from 'react'
import { watch } from '../../../lib/base/signal.ts'
import type { PeerPresence } from '../../../lib/document/presence.ts'
import { toBoard, toScreen } from '../../../lib/editor/camera/camera.ts'
import { type Point, screenPoint } from '../../../lib/geometry/point.ts'
import { useRoom } from '../room-context.tsx'
import { useSignal } from '../use-signal.ts'
import { usePeerCalls } from './presence-calls.ts'
import styles from './reactions.module.css'

export const emojis = ['👍', '❤️', '🎉', '😂', '😮', '🤔', '👏', '🚀'] as const
const RISE_MS = 2_600
const MAX_RISING = 40

interface Rising {
  readonly key: string
  readonly emoji: string
  readonly at: Point
  readonly who: string
  readonly color: string
}

const nthOf = (peer: PeerPresence): number => peer.reaction?.nth ?? 0

export function Reactions() {
  const room = useRoom()
  const { editor, session, me, page } = room
  const camera = useSignal(editor.camera)
  const [rising, setRising] = useState<readonly Rising[]>([])
  const rise = useCallback(
    (one: Rising) => {
      setRising((others) => [...others, one].slice(-MAX_RISING))
      room.after(RISE_MS, () => setRising((others) => others.filter(({ key }) => key !== one.key)))
    },
    [room],
  )
  const onCall = useCallback(
    (peer: PeerPresence) => {
      const { reaction, cursor, viewport, name, color } = peer
      if (!reaction) return
      const middle = viewport ? { x: viewport.x + viewport.w / 2, y: viewport.y + viewport.h / 2 } : { x: 0, y: 0 }
      const at = reaction.at ?? cursor ?? middle
      rise({ key: `${peer.clientId}.${reaction.nth}`, emoji: reaction.emoji, at, who: name, color })
    },
    [rise],
  )
  usePeerCalls(nthOf, onCall)
  // The pointer is on the menu while an emoji is chosen: it rises where the hand was on the board.
  const lastPointer = useRef<Point | null>(null)
  useEffect(
    () =>
      watch(editor.pointer, () => {
        lastPointer.current = editor.pointer.value ?? lastPointer.current
      }),
    [editor],
  )
  useEffect(() => {
    const onReact = () => {
      const chosen = page.reaction.value
      if (!chosen) return
      const { emoji, nth } = chosen
      const { w, h } = editor.viewport.value
      const seen = lastPointer.current && toScreen(editor.camera.value, lastPointer.current)
      const isInView = seen && seen.x > 0 && seen.y > 0 && seen.x < w && seen.y < h
      const at = isInView ? lastPointer.current : toBoard(editor.camera.value, screenPoint(w / 2, h / 2))
      if (!at) return
      session.showPresence({ reaction: { emoji, nth, at: { x: at.x, y: at.y } } })
      rise({ key: `me.${nth}`, emoji, at, who: me.value.name, color: me.value.color })
    }
    return watch(page.reaction, onReact)
  }, [page, editor, session, me, rise])
  const last = rising.at(-1)
  return (
    <div className={styles.reactions}>
      {rising.map(({ key, emoji, at, who, color }) => {
        const { x, y } = toScreen(camera, at)
        return (
          <div
            key={key}
            className={styles.rising}
            data-reaction={emoji}
            style={{ left: x, top: y, '--who': color } as CSSProperties}
            aria-hidden="true"
          >
            <span className={styles.emoji}>{emoji}</span>
            <span className={styles.by}>{who}</span>
          </div>
        )
      })}
      <div className="visually-hidden" aria-live="polite">
        {last ? `${last.who} ${last.emoji}` : ''}
      </div>
    </div>
  )
}
