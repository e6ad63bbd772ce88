'use client'
import type { ShapeId } from '../../../lib/base/ids.ts'
import { slidesOf } from '../../../lib/document/slides.ts'
import { toScreen } from '../../../lib/editor/camera.ts'
import { useRoom } from '../room-context.tsx'
import { useBoard } from '../use-board.ts'
import { useSignal } from '../use-signal.ts'
import styles from './workshop.module.css'

/** The slide that I show or watch; undefined when I do neither. */
function useSlide(): ShapeId | undefined {
  const { page, session } = useRoom()
  const slide = useSignal(page.slide)
  const following = useSignal(page.following)
  const peers = useSignal(session.peers)
  const board = useBoard()
  if (slide !== null) return slidesOf(board)[slide]?.id
  return peers.find(({ userId, presenting }) => userId === following && presenting)?.presenting?.frame
}

/** Covers everything but the slide. */
export function Spotlight() {
  const { editor } = useRoom()
  const camera = useSignal(editor.camera)
  const board = useBoard()
  const slide = useSlide()
  const shape = slide && board.get(slide)
  if (!shape) return null
  const { x, y, w, h } = shape.placement
  const corner = toScreen(camera, { x, y })
  const place = { left: corner.x, top: corner.y, width: w * camera.zoom, height: h * camera.zoom }
  return <div className={styles.spotlight} style={place} data-slide={slide} aria-hidden="true" />
}
