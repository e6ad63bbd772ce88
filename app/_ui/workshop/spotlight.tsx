'use client'
import type { ShapeId } from '../../../lib/base/ids.ts'
import { slidesOf } from '../../../lib/document/slides.ts'
import { toScreen } from '../../../lib/editor/camera/camera.ts'
import type { Placement } from '../../../lib/geometry/box.ts'
import { useRoom } from '../room-context.tsx'
import { useBoardPart } from '../use-board.ts'
import { useSelected, useSignal } from '../use-signal.ts'
import styles from './workshop.module.css'

/** The slide that I show or watch; undefined when I do neither. */
function useSlide(): ShapeId | undefined {
  const { page, session } = useRoom()
  const slide = useSignal(page.slide)
  const following = useSignal(page.following)
  const watched = useSelected(
    session.people,
    (peers) => peers.find(({ userId, presenting }) => userId === following && presenting)?.presenting?.frame,
  )
  const mine = useBoardPart((board) => (slide === null ? undefined : slidesOf(board)[slide]?.id))
  return slide === null ? watched : mine
}

/** Covers everything but the slide. */
export function Spotlight() {
  const slide = useSlide()
  const placement = useBoardPart((board) => (slide ? board.get(slide)?.placement : undefined))
  return slide && placement ? <Around slide={slide} placement={placement} /> : null
}

function Around({ slide, placement }: { readonly slide: ShapeId; readonly placement: Placement }) {
  const { editor } = useRoom()
  const camera = useSignal(editor.camera)
  const { x, y, w, h } = placement
  const corner = toScreen(camera, { x, y })
  const place = { left: corner.x, top: corner.y, width: w * camera.zoom, height: h * camera.zoom }
  return <div className={styles.spotlight} style={place} data-slide={slide} aria-hidden="true" />
}
