'use client'
/** Client composition root: opens the room's parts when the page is shown and closes them when it goes. */
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { type OpenRoom, openRoom } from '../../../lib/page/open-room.ts'
import { EmbedView } from '../../_ui/embed-view.tsx'
import { useLanguage } from '../../_ui/language.tsx'
import { RoomProvider } from '../../_ui/room-context.tsx'
import { RoomView } from '../../_ui/room-view.tsx'
import styles from './room.module.css'
import type { RoomProps } from './room-props.ts'

export function Room({ room, publicUrl, frameAncestors, firstFacts }: RoomProps) {
  const { t } = useLanguage()
  const [opened, setOpened] = useState<OpenRoom | null>(null)
  const container = useRef<HTMLDivElement>(null)
  // The room outlives a change of language: it asks for words when it needs them.
  const words = useRef(t)
  words.current = t
  // Only the first: from then on the session knows better than the page.
  const facts = useRef(firstFacts)
  const ancestors = useRef(frameAncestors)

  useEffect(() => {
    // Opened here and not while rendering: strict mode mounts twice, and each mount must close what it opened.
    const open = openRoom({
      room,
      publicUrl,
      frameAncestors: ancestors.current,
      firstFacts: facts.current,
      t: (key, params) => words.current(key, params),
    })
    setOpened(open)
    return () => {
      setOpened(null)
      open.close()
    }
  }, [room, publicUrl])

  // With the first paint: a key pressed while the tools are already on screen must not be lost.
  useLayoutEffect(() => {
    if (opened && container.current) return opened.mount(container.current)
  }, [opened])

  const canvas = useMemo(
    () => (
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the board takes the keyboard
      <div ref={container} className={styles.canvas} role="application" aria-label={t('room.canvas')} tabIndex={0} />
    ),
    [t],
  )
  if (!opened) return null
  return (
    <RoomProvider value={opened.model}>
      {opened.model.isEmbedded ? <EmbedView canvas={canvas} /> : <RoomView canvas={canvas} />}
    </RoomProvider>
  )
}
