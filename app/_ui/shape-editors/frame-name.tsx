'use client'
/** The name of the frame that was double-clicked, over its title. Enter or leaving keeps it, Esc does not. */
import { type KeyboardEvent, useState } from 'react'
import type { ShapeId } from '../../../lib/base/ids.ts'
import { toScreen } from '../../../lib/editor/camera/camera.ts'
import { boardPoint } from '../../../lib/geometry/point.ts'
import { useT } from '../language.tsx'
import { useRoom } from '../room-context.tsx'
import { useBoard } from '../use-board.ts'
import { useSignal } from '../use-signal.ts'
import styles from './shape-editors.module.css'

const MAX_NAME_LENGTH = 200
/** What the field and its place above the corner take; it stays in sight when the corner is not. */
const FIELD = { w: 208, h: 40 }

const within = (at: number, least: number, most: number): number => Math.max(least, Math.min(at, most))

export function FrameName() {
  const t = useT()
  const { editor, page } = useRoom()
  const id = useSignal(page.namingFrame)
  /** Until a letter is typed the field follows the board: others may name the frame too. */
  const [typed, setTyped] = useState<{ readonly frame: ShapeId; readonly name: string } | null>(null)
  const camera = useSignal(editor.camera)
  const view = useSignal(editor.viewport)
  useBoard()
  const isViewer = useSignal(editor.isViewer)
  const shape = id === null ? undefined : editor.document.board.get(id)
  if (shape?.type !== 'frame' || isViewer) return null
  const close = () => {
    page.namingFrame.value = null
    setTyped(null)
  }
  const keep = (name: string) => {
    // Esc and Enter have closed it already when the field then loses the focus.
    if (page.namingFrame.value !== shape.id) return
    close()
    if (name !== shape.name) editor.dispatch({ name: 'update', patches: [{ id: shape.id, patch: { name } }] })
  }
  const onKey = (event: KeyboardEvent<HTMLInputElement>) => {
    event.stopPropagation()
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter') keep(event.currentTarget.value.trim())
    else if (event.key === 'Escape') close()
    else return
    document.querySelector<HTMLElement>('[role="application"]')?.focus({ preventScroll: true })
  }
  const at = toScreen(camera, boardPoint(shape.placement.x, shape.placement.y))
  return (
    <input
      key={shape.id}
      dir="auto"
      // biome-ignore lint/a11y/noAutofocus: the person has just asked to name it
      autoFocus
      className={styles.frameName}
      style={{ left: within(at.x, 0, view.w - FIELD.w), top: within(at.y, FIELD.h, view.h) }}
      aria-label={t('frame.rename')}
      value={typed?.frame === shape.id ? typed.name : shape.name}
      onChange={(event) => setTyped({ frame: shape.id, name: event.target.value })}
      maxLength={MAX_NAME_LENGTH}
      onFocus={(event) => event.currentTarget.select()}
      onKeyDown={onKey}
      onBlur={(event) => keep(event.currentTarget.value.trim())}
    />
  )
}
