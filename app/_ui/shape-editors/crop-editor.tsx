'use client'
/** Crops the image that was double-clicked: Enter or a press elsewhere keeps the window, Esc drops it. */
import { type CSSProperties, type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react'
import { toScreen } from '../../../lib/editor/camera/camera.ts'
import { centreOf } from '../../../lib/geometry/box.ts'
import type { ImageShape } from '../../../lib/shapes/image.ts'
import { useT } from '../language.tsx'
import { screenBox } from '../overlays/screen-box.ts'
import { useRoom } from '../room-context.tsx'
import { useBoard } from '../use-board.ts'
import { useSignal } from '../use-signal.ts'
import { CropBar, type CropRatio, cropRatios } from './crop-bar.tsx'
import {
  cropTo,
  dragGrip,
  dragWindow,
  flipped,
  type Grip,
  WHOLE,
  wholePlacement,
  wholeSize,
  withRatio,
} from './crop-geometry.ts'
import styles from './shape-editors.module.css'
import { rotateAround } from './turn.ts'

const KEY_STEP = 0.01

/** A ratio of sides as one of shares of the picture. */
function shareRatio(name: CropRatio, whole: { readonly w: number; readonly h: number }): number | undefined {
  if (name === 'free') return undefined
  const ratio = cropRatios[name]
  return ratio === null ? 1 : (ratio * whole.h) / whole.w
}
const grips: readonly Grip[] = [
  { x: -1, y: -1 },
  { x: 0, y: -1 },
  { x: 1, y: -1 },
  { x: 1, y: 0 },
  { x: 1, y: 1 },
  { x: 0, y: 1 },
  { x: -1, y: 1 },
  { x: -1, y: 0 },
]
const arrows: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

function CropOf({ shape, onClose }: { readonly shape: ImageShape; onClose(): void }) {
  const t = useT()
  const { editor, api } = useRoom()
  const camera = useSignal(editor.camera)
  const [window, setWindow] = useState(() => flipped(shape.crop, shape))
  const [ratioName, setRatioName] = useState<CropRatio>('free')
  const frame = useRef<HTMLDivElement>(null)
  const drag = useRef<{ readonly x: number; readonly y: number } | null>(null)
  useEffect(() => frame.current?.focus({ preventScroll: true }), [])

  const { placement } = shape
  const whole = wholeSize(shape)
  const before = flipped(shape.crop, shape)
  const ratio = shareRatio(ratioName, whole)
  const chooseRatio = (name: CropRatio) => {
    setRatioName(name)
    const wanted = shareRatio(name, whole)
    if (wanted !== undefined) setWindow((now) => withRatio(now, wanted))
  }
  const keep = () => {
    editor.dispatch({ name: 'update', patches: [{ id: shape.id, patch: cropTo(shape, window) }] })
    onClose()
  }
  const onKey = (event: KeyboardEvent) => {
    event.stopPropagation()
    const arrow = arrows[event.key]
    if (event.key === 'Enter') keep()
    else if (event.key === 'Escape') onClose()
    else if (arrow) setWindow((now) => dragWindow(now, { x: arrow[0] * KEY_STEP, y: arrow[1] * KEY_STEP }))
    else return
    event.preventDefault()
  }
  const grab = (event: PointerEvent) => {
    event.stopPropagation()
    event.currentTarget.setPointerCapture(event.pointerId)
    drag.current = { x: event.clientX, y: event.clientY }
  }
  const letGo = () => {
    drag.current = null
  }
  /** Without a grip the whole window is moved. */
  const onMove = (grip: Grip | null) => (event: PointerEvent) => {
    event.stopPropagation()
    const last = drag.current
    if (!last) return
    drag.current = { x: event.clientX, y: event.clientY }
    const by = rotateAround({ x: event.clientX - last.x, y: event.clientY - last.y }, -placement.rotation)
    const share = { x: by.x / camera.zoom / whole.w, y: by.y / camera.zoom / whole.h }
    setWindow((now) => (grip ? dragGrip(now, grip, share, ratio) : dragWindow(now, share)))
  }
  const onGripKey = (grip: Grip) => (event: KeyboardEvent) => {
    const arrow = arrows[event.key]
    if (!arrow) return
    event.preventDefault()
    event.stopPropagation()
    setWindow((now) => dragGrip(now, grip, { x: arrow[0] * KEY_STEP, y: arrow[1] * KEY_STEP }, ratio))
  }

  const centre = toScreen(camera, centreOf(placement))
  const place: CSSProperties = {
    transform: `translate(${centre.x}px, ${centre.y}px) scale(${camera.zoom}) rotate(${placement.rotation}rad) translate(${-placement.w / 2 - before.x * whole.w}px, ${-placement.h / 2 - before.y * whole.h}px)`,
    '--zoom': camera.zoom,
  } as CSSProperties
  const box = (part: typeof window): CSSProperties => ({
    left: part.x * whole.w,
    top: part.y * whole.h,
    width: part.w * whole.w,
    height: part.h * whole.h,
  })
  const mirror = `scale(${shape.flipX ? -1 : 1}, ${shape.flipY ? -1 : 1})`
  return (
    <div className={styles.backdrop} onPointerDown={keep}>
      <div className={styles.place} style={place}>
        {/* biome-ignore lint/performance/noImgElement: an image of the room, shown as the board shows it */}
        <img
          className={styles.whole}
          src={api.assetUrl(shape.asset)}
          alt=""
          draggable={false}
          style={{ width: whole.w, height: whole.h, transform: mirror }}
        />
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot take the focus */}
        <div
          ref={frame}
          role="group"
          aria-label={t('crop.title')}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: Enter and Esc belong to the whole crop
          tabIndex={0}
          className={styles.window}
          style={box(window)}
          onKeyDown={onKey}
          onPointerDown={grab}
          onPointerMove={onMove(null)}
          onPointerUp={letGo}
          onPointerCancel={letGo}
        >
          {grips.map((grip, nth) => (
            <button
              key={`${grip.x} ${grip.y}`}
              type="button"
              aria-label={`${t('crop.handle')} ${nth + 1}`}
              className={styles.grip}
              style={{ left: `${(grip.x + 1) * 50}%`, top: `${(grip.y + 1) * 50}%` }}
              onPointerDown={grab}
              onPointerMove={onMove(grip)}
              onPointerUp={letGo}
              onPointerCancel={letGo}
              onKeyDown={onGripKey(grip)}
            />
          ))}
        </div>
      </div>
      <CropBar
        around={screenBox(editor, wholePlacement(shape))}
        ratio={ratioName}
        isWhole={window.w >= 1 && window.h >= 1}
        onRatio={chooseRatio}
        onReset={() => {
          setRatioName('free')
          setWindow(WHOLE)
        }}
        onDone={keep}
      />
    </div>
  )
}

export function CropEditor() {
  const { editor, page } = useRoom()
  const id = useSignal(page.cropping)
  useBoard()
  const isViewer = useSignal(editor.isViewer)
  const shape = id === null ? undefined : editor.document.board.get(id)
  const close = () => {
    page.cropping.value = null
    document.querySelector<HTMLElement>('[role="application"]')?.focus({ preventScroll: true })
  }
  if (shape?.type !== 'image' || isViewer) return null
  return <CropOf key={shape.id} shape={shape} onClose={close} />
}
