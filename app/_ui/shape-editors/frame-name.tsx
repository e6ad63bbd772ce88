'use client'
/** The name of the frame that was double-clicked, exactly where it is drawn. Enter or leaving keeps it, Esc does not. */
import { type KeyboardEvent, useState } from 'react'
import type { ShapeId } from '../../../lib/base/ids.ts'
import { fontFamilies } from '../../../lib/canvas/font-face.ts'
import { toScreen } from '../../../lib/editor/camera/camera.ts'
import { boardPoint } from '../../../lib/geometry/point.ts'
import { directionOf } from '../../../lib/shapes/bidi.ts'
import { CAPTION_SIZE } from '../../../lib/shapes/frame.ts'
import { useT } from '../language.tsx'
import { useRoom } from '../room-context.tsx'
import { useBoard } from '../use-board.ts'
import { useSignal } from '../use-signal.ts'
import styles from './shape-editors.module.css'

const MAX_NAME_LENGTH = 200
/** The field lies so that its letters are where the drawn ones were; it stays in sight when the frame's corner is not. */
const FIELD = { least: 96, height: 22, beside: 5 }

const within = (at: number, least: number, most: number): number => Math.max(least, Math.min(at, most))

export function FrameName() {
  const t = useT()
  const { editor } = useRoom()
  const id = useSignal(editor.naming)
  /** Until a letter is typed the field follows the board: others may name the frame too. */
  const [typed, setTyped] = useState<{ readonly frame: ShapeId; readonly name: string } | null>(null)
  const camera = useSignal(editor.camera)
  const view = useSignal(editor.viewport)
  useBoard()
  const isViewer = useSignal(editor.isViewer)
  const shape = id === null ? undefined : editor.document.board.get(id)
  if (shape?.type !== 'frame' || isViewer) return null
  const close = () => {
    editor.naming.value = null
    setTyped(null)
  }
  const keep = (name: string) => {
    // Esc and Enter have closed it already when the field then loses the focus.
    if (editor.naming.value !== shape.id) return
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
  const name = typed?.frame === shape.id ? typed.name : shape.name
  const { x, y, w } = editor.view.placement(shape)
  const corner = toScreen(camera, boardPoint(x, y))
  const { sans } = fontFamilies
  const words = editor.view.context.measure.width(name, 'sans', CAPTION_SIZE, {})
  // A letter more, so that the field does not scroll as one types.
  const width = Math.min(view.w, Math.max(FIELD.least, words + CAPTION_SIZE + 2 * FIELD.beside))
  const isRtl = directionOf(name) === 'rtl'
  const left = isRtl ? corner.x + w * camera.zoom - width + FIELD.beside : corner.x - FIELD.beside
  return (
    <input
      key={shape.id}
      dir="auto"
      // biome-ignore lint/a11y/noAutofocus: the person has just asked to name it
      autoFocus
      className={styles.frameName}
      style={{
        ...{ width, height: FIELD.height, fontFamily: sans, fontSize: CAPTION_SIZE },
        left: within(left, 0, view.w - width),
        top: within(corner.y - FIELD.height, 0, view.h - FIELD.height),
      }}
      aria-label={t('frame.rename')}
      value={name}
      onChange={(event) => setTyped({ frame: shape.id, name: event.target.value })}
      maxLength={MAX_NAME_LENGTH}
      onFocus={(event) => event.currentTarget.select()}
      onKeyDown={onKey}
      onBlur={(event) => keep(event.currentTarget.value.trim())}
    />
  )
}
