'use client'
/** Frames as slides: the presenter turns them, whoever watches sees what the presenter sees. */
import { ChevronLeft, ChevronRight, MonitorPlay, X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import type { PeerPresence } from '../../../lib/document/presence.ts'
import { slidesOf } from '../../../lib/document/slides.ts'
import type { Camera } from '../../../lib/editor/camera/camera.ts'
import { type Box, grow } from '../../../lib/geometry/box.ts'
import { Button, IconButton } from '../controls.tsx'
import { cx } from '../cx.ts'
import { useT } from '../language.tsx'
import { useRoom } from '../room-context.tsx'
import { useBoard } from '../use-board.ts'
import { useSelected, useSignal } from '../use-signal.ts'
import { useSlideKeys } from './use-slide-keys.ts'
import styles from './workshop.module.css'

/** Air around a slide, as a share of its size: its name stands above it. */
const AIR = 0.04

function cameraOver(box: Box, viewport: { readonly w: number; readonly h: number }): Camera {
  const { x, y, w, h } = grow(box, Math.max(box.w, box.h) * AIR)
  const zoom = Math.min(viewport.w / w, viewport.h / h)
  return { zoom, x: x + w / 2 - viewport.w / zoom / 2, y: y + h / 2 - viewport.h / zoom / 2 }
}

export function Presentation() {
  const t = useT()
  const room = useRoom()
  const { editor, page } = room
  const slide = useSignal(page.slide)
  useEffect(
    () =>
      editor.onAction('room.present', () => {
        const slides = slidesOf(editor.document.board)
        if (slides.length === 0) return room.say(t('workshop.noFrames'))
        const chosen = slides.findIndex(({ id }) => editor.selection.value.includes(id))
        editor.selection.value = []
        editor.editing.value = null
        page.panel.value = null
        page.following.value = ''
        page.slide.value = Math.max(0, chosen)
      }),
    [room, editor, page, t],
  )
  return slide === null ? <Audience /> : <Presenter slide={slide} />
}

function Presenter({ slide }: { readonly slide: number }) {
  const t = useT()
  const { editor, session, page, me } = useRoom()
  const board = useBoard()
  const viewport = useSignal(editor.viewport)
  const { userId } = useSignal(me)
  const watching = useSelected(session.people, (peers) => peers.filter(({ following }) => following === userId).length)
  const slides = slidesOf(board)
  const at = Math.min(slide, slides.length - 1)
  const frame = slides[at]
  const go = (to: number) => {
    page.slide.value = Math.max(0, Math.min(slides.length - 1, to))
  }
  const end = () => {
    page.slide.value = null
  }
  useSlideKeys({
    next: () => go(at + 1),
    previous: () => go(at - 1),
    first: () => go(0),
    last: () => go(Infinity),
    end,
  })
  const id = frame?.id
  const { x, y, w, h } = frame?.placement ?? { x: 0, y: 0, w: 0, h: 0 }
  const isShown = id !== undefined
  const of = slides.length
  // The view from before comes back at the end.
  useEffect(() => {
    const before = editor.camera.value
    return () => editor.animateCamera(before)
  }, [editor])
  useEffect(() => {
    if (!isShown) page.slide.value = null
    else editor.animateCamera(cameraOver({ x, y, w, h }, viewport))
  }, [editor, page, isShown, x, y, w, h, viewport])
  useEffect(() => {
    if (id) session.showPresence({ presenting: { frame: id, slide: at + 1, of } })
  }, [session, id, at, of])
  useEffect(() => () => session.showPresence({ presenting: null }), [session])
  if (!frame) return null
  return (
    <section className={cx(styles.chip, styles.slides)} aria-label={t('workshop.slides')}>
      <IconButton
        label={t('workshop.previousSlide')}
        icon={ChevronLeft}
        side="top"
        disabled={at === 0}
        onClick={() => go(at - 1)}
      />
      <span className={styles.place} role="status">
        {t('workshop.slideOf', { slide: at + 1, of })}
      </span>
      <IconButton
        label={t('workshop.nextSlide')}
        icon={ChevronRight}
        side="top"
        disabled={at === slides.length - 1}
        onClick={() => go(at + 1)}
      />
      {frame.name ? <span className={styles.slideName}>{frame.name}</span> : null}
      <span className={styles.hint}>{t('workshop.watching', { count: watching })}</span>
      <Button icon={X} onClick={end}>
        {t('workshop.endPresenting')}
      </Button>
    </section>
  )
}

const presentersAmong = (peers: readonly PeerPresence[]) =>
  peers.filter(({ presenting }) => presenting).map(({ userId, name, presenting }) => ({ userId, name, presenting }))

function Audience() {
  const t = useT()
  const { session, page } = useRoom()
  const following = useSignal(page.following)
  const presenters = useSelected(session.people, presentersAmong)
  const watched = presenters.find(({ userId }) => userId === following)
  const peer = watched ?? presenters[0]
  const presenting = peer?.presenting
  // Whoever came to watch slides is not led about the board when they are over.
  const watchedId = watched?.userId ?? ''
  const lastWatched = useRef('')
  useEffect(() => {
    const isOver = lastWatched.current !== '' && watchedId === '' && following === lastWatched.current
    lastWatched.current = watchedId
    if (isOver) page.following.value = ''
  }, [page, watchedId, following])
  if (!presenting) return null
  const { slide, of } = presenting
  return (
    <section className={cx(styles.chip, styles.audience)} aria-label={t('workshop.slides')}>
      <MonitorPlay size={16} aria-hidden="true" />
      <span role="status">{t('workshop.presents', { name: peer.name })}</span>
      <span className={styles.place}>{t('workshop.slideOf', { slide, of })}</span>
      <Button
        look={watched ? 'plain' : 'primary'}
        onClick={() => {
          page.following.value = watched ? '' : peer.userId
        }}
      >
        {t(watched ? 'workshop.leavePresentation' : 'workshop.join')}
      </Button>
    </section>
  )
}
