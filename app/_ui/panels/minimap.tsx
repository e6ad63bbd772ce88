'use client'
import { type PointerEvent, useEffect, useRef } from 'react'
import { visibleBox } from '../../../lib/editor/camera/camera.ts'
import { type Box, grow, unionOf } from '../../../lib/geometry/box.ts'
import { useT } from '../language.tsx'
import { useRoom } from '../room-context.tsx'
import { useBoard } from '../use-board.ts'
import { useSignal } from '../use-signal.ts'
import styles from './panels.module.css'

const WIDTH = 200
const HEIGHT = 130

interface Fit {
  readonly scale: number
  readonly left: number
  readonly top: number
}

/** How `world` lies centred in the minimap. */
function fitOf(world: Box): Fit {
  const scale = Math.min(WIDTH / Math.max(1, world.w), HEIGHT / Math.max(1, world.h))
  return {
    scale,
    left: world.x - (WIDTH / scale - world.w) / 2,
    top: world.y - (HEIGHT / scale - world.h) / 2,
  }
}

function MinimapCanvas() {
  const t = useT()
  const { editor } = useRoom()
  const board = useBoard()
  const camera = useSignal(editor.camera)
  const viewport = useSignal(editor.viewport)
  useSignal(editor.settings)
  const canvas = useRef<HTMLCanvasElement>(null)
  const visible = visibleBox(camera, viewport)
  const content = editor.view.contentBounds()
  const fit = fitOf(grow(unionOf(content ? [content, visible] : [visible]) ?? visible, 40))

  useEffect(() => {
    const context = canvas.current?.getContext('2d')
    if (!canvas.current || !context) return
    const css = getComputedStyle(canvas.current)
    const ratio = devicePixelRatio
    canvas.current.width = WIDTH * ratio
    canvas.current.height = HEIGHT * ratio
    context.setTransform(
      ratio * fit.scale,
      0,
      0,
      ratio * fit.scale,
      -fit.left * ratio * fit.scale,
      -fit.top * ratio * fit.scale,
    )
    context.fillStyle = css.getPropertyValue('--line-strong')
    for (const shape of board.shapes) {
      if (shape.type === 'group') continue
      const { x, y, w, h } = editor.view.bounds(shape)
      const least = 1.5 / fit.scale
      context.fillRect(x, y, Math.max(w, least), Math.max(h, least))
    }
    context.lineWidth = 2 / fit.scale
    context.strokeStyle = css.getPropertyValue('--accent')
    context.strokeRect(visible.x, visible.y, visible.w, visible.h)
  })

  const look = (event: PointerEvent<HTMLCanvasElement>) => {
    if (event.buttons === 0) return
    event.currentTarget.setPointerCapture(event.pointerId)
    const box = event.currentTarget.getBoundingClientRect()
    editor.camera.value = {
      ...camera,
      x: fit.left + (event.clientX - box.left) / fit.scale - visible.w / 2,
      y: fit.top + (event.clientY - box.top) / fit.scale - visible.h / 2,
    }
  }
  return (
    <canvas
      ref={canvas}
      role="img"
      aria-label={t('menu.minimap')}
      className={styles.minimap}
      style={{ width: WIDTH, height: HEIGHT }}
      onPointerDown={look}
      onPointerMove={look}
    />
  )
}

/** The whole board in small; a press or drag moves the view there. */
export function Minimap() {
  const { page } = useRoom()
  return useSignal(page.hasMinimap) ? <MinimapCanvas /> : null
}
