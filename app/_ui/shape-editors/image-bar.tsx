'use client'
/** What can be done with the one selected image: crop, replace, download, say what is seen on it. */
import { Captions, Crop, Download, ImageUp, Shapes } from 'lucide-react'
import { type FormEvent, type KeyboardEvent, useRef, useState } from 'react'
import { imageTarget } from '../../../lib/editor/selection/image-target.ts'
import type { ImageShape } from '../../../lib/shapes/image.ts'
import { MAX_ALT_LENGTH } from '../../../lib/shapes/image.ts'
import { Button, IconButton, Island } from '../controls.tsx'
import { useT } from '../language.tsx'
import { boxesNear, screenBox } from '../overlays/screen-box.ts'
import { useBarPlace } from '../overlays/use-bar-place.ts'
import { useRoom } from '../room-context.tsx'
import { useSelectedShapes } from '../use-board.ts'
import { useSignal } from '../use-signal.ts'
import styles from './shape-editors.module.css'

const focusBoard = () =>
  document.querySelector<HTMLElement>('main [role="application"]')?.focus({ preventScroll: true })

function AltForm({ shape, onClose }: { readonly shape: ImageShape; onClose(): void }) {
  const t = useT()
  const { editor } = useRoom()
  const [typed, setTyped] = useState(shape.alt)
  const close = () => {
    onClose()
    focusBoard()
  }
  const keep = (event?: FormEvent) => {
    event?.preventDefault()
    const alt = typed.trim()
    if (alt !== shape.alt) editor.dispatch({ name: 'update', patches: [{ id: shape.id, patch: { alt } }] })
    close()
  }
  const onKey = (event: KeyboardEvent) => {
    event.stopPropagation()
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Escape') close()
    else if (event.key === 'Enter' && !event.shiftKey) keep()
    else return
    event.preventDefault()
  }
  return (
    <form className={styles.alt} onSubmit={keep} data-panel>
      <label>
        {t('image.alt')}
        <textarea
          // biome-ignore lint/a11y/noAutofocus: the person has just asked to write it
          autoFocus
          rows={3}
          dir="auto"
          maxLength={MAX_ALT_LENGTH}
          placeholder={t('image.altHint')}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={onKey}
        />
      </label>
      <Button type="submit" look="primary">
        {t('image.altKeep')}
      </Button>
    </form>
  )
}

function BarOf({ shape }: { readonly shape: ImageShape }) {
  const t = useT()
  const { editor, page, run } = useRoom()
  useSignal(editor.camera)
  useSignal(editor.viewport)
  const isDescribing = useSignal(page.describing) === shape.id
  const bar = useRef<HTMLDivElement>(null)
  const around = screenBox(editor, editor.view.placement(shape))
  const place = useBarPlace(bar, { around, near: boxesNear(editor, shape) })
  const describe = (isOpen: boolean) => {
    page.describing.value = isOpen ? shape.id : null
  }
  return (
    <div
      ref={bar}
      className={styles.bar}
      style={place ?? { visibility: 'hidden' }}
      role="toolbar"
      aria-label={t('image.bar')}
    >
      <Island>
        <IconButton label={t('action.image.crop')} icon={Crop} side="top" onClick={() => run('image.crop')} />
        <IconButton label={t('action.image.replace')} icon={ImageUp} side="top" onClick={() => run('image.replace')} />
        <IconButton
          label={t('action.image.download')}
          icon={Download}
          side="top"
          onClick={() => run('image.download')}
        />
        {shape.brought?.from === 'svg' ? (
          <IconButton
            label={t('action.image.to-shapes')}
            icon={Shapes}
            side="top"
            onClick={() => run('image.to-shapes')}
          />
        ) : null}
        <IconButton
          label={t('action.image.alt')}
          icon={Captions}
          side="top"
          aria-expanded={isDescribing}
          pressed={isDescribing}
          onClick={() => describe(!isDescribing)}
        />
      </Island>
      {isDescribing ? <AltForm shape={shape} onClose={() => describe(false)} /> : null}
    </div>
  )
}

export function ImageBar() {
  const { editor, page } = useRoom()
  useSelectedShapes()
  const tool = useSignal(editor.tool)
  const isBusy = useSignal(editor.isBusy)
  const isViewer = useSignal(editor.isViewer)
  const isCropping = useSignal(page.cropping) !== null
  const shape = imageTarget(editor)
  // While it is dragged the bar would run after it.
  if (!shape || tool !== 'select' || isBusy || isViewer || isCropping) return null
  return <BarOf key={shape.id} shape={shape} />
}
