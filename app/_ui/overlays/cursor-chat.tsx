'use client'
/** A few words at my pointer, seen by everyone while I type and shortly after; nothing is stored. */
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { toScreen } from '../../../lib/editor/camera/camera.ts'
import { useT } from '../language.tsx'
import { useRoom } from '../room-context.tsx'
import { useSignal } from '../use-signal.ts'
import styles from './overlays.module.css'

const MAX_SAID_LENGTH = 120
const FADE_AFTER_MS = 5_000
const OFFSET = 14
/** As wide and as high as the field grows: near the edges of the window it stays in sight. */
const FIELD = { w: 280, h: 40 }

function SayField() {
  const t = useT()
  const room = useRoom()
  const { editor, session, page } = room
  const pointer = useSignal(editor.pointer)
  const camera = useSignal(editor.camera)
  const [said, setSaid] = useState('')
  // The pointer may leave the board: the bubble stays where it was last.
  const last = useRef({ x: editor.viewport.value.w / 2, y: editor.viewport.value.h / 2 })
  if (pointer) last.current = toScreen(camera, pointer)
  const { w, h } = useSignal(editor.viewport)
  const left = Math.max(0, Math.min(last.current.x + OFFSET, w - FIELD.w))
  const top = Math.max(0, Math.min(last.current.y + OFFSET, h - FIELD.h))
  useEffect(() => () => session.showPresence({ says: '' }), [session])
  useEffect(() => {
    session.showPresence({ says: said })
    if (said === '') return
    return room.after(FADE_AFTER_MS, () => {
      page.isSaying.value = false
    })
  }, [room, session, page, said])
  const onKey = (event: KeyboardEvent<HTMLInputElement>) => {
    event.stopPropagation()
    // Both keys also choose and leave the words of an input method.
    if (event.nativeEvent.isComposing) return
    // What was said stands until it fades; what is typed next takes its place.
    if (event.key === 'Enter' && said !== '') event.currentTarget.select()
    else if (event.key === 'Enter' || event.key === 'Escape') page.isSaying.value = false
  }
  return (
    <input
      className={styles.say}
      dir="auto"
      style={{ left, top, background: room.me.value.color }}
      aria-label={t('people.say')}
      placeholder={t('people.say')}
      // biome-ignore lint/a11y/noAutofocus: the person has just asked to speak
      autoFocus
      maxLength={MAX_SAID_LENGTH}
      value={said}
      onChange={(event) => setSaid(event.target.value)}
      onKeyDown={onKey}
      onBlur={() => {
        page.isSaying.value = false
      }}
    />
  )
}

export function CursorChat() {
  const { page } = useRoom()
  return useSignal(page.isSaying) ? <SayField /> : null
}
