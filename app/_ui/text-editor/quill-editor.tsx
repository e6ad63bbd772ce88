'use client'
/** The text of one shape, edited in place over the canvas. Camera moves carry it along. */
import type Quill from 'quill'
import { type CSSProperties, type KeyboardEvent, useLayoutEffect, useRef, useState } from 'react'
import type { ShapeId } from '../../../lib/base/ids.ts'
import { toScreen } from '../../../lib/editor/camera/camera.ts'
import { openText } from '../../../lib/editor/cells/open-text.ts'
import { centreOf } from '../../../lib/geometry/box.ts'
import { screenPoint } from '../../../lib/geometry/point.ts'
import { keyInputOf } from '../../../lib/page/input/keyboard.ts'
import type { Shape } from '../../../lib/shapes/registry.ts'
import { undoneByKey } from '../keys.ts'
import { useT } from '../language.tsx'
import { boxesNear, screenBox } from '../overlays/screen-box.ts'
import { useRoom } from '../room-context.tsx'
import { useSignal } from '../use-signal.ts'
import { useTheme } from '../use-theme.ts'
import 'quill/dist/quill.core.css'
import { bindQuill } from './bind-quill.ts'
import { keepCaretInSight } from './caret-in-sight.ts'
import { type Carets, showCarets } from './carets.ts'
import { createQuill } from './create-quill.ts'
import { FormatBar } from './format-bar.tsx'
import { whenHidden, wireNativeUndo } from './native-edits.ts'
import { offerLines } from './open-lines.ts'
import styles from './text-editor.module.css'
import { wireTextField } from './text-field.ts'
import { textLook } from './text-look.ts'

export interface QuillEditorProps {
  readonly id: ShapeId
  /** The part of the shape whose text it is, when it has parts. */
  readonly part: string | undefined
  readonly shape: Shape
}

export function QuillEditor({ id, part, shape }: QuillEditorProps) {
  const t = useT()
  const room = useRoom()
  const { editor } = room
  const host = useRef<HTMLDivElement>(null)
  const quill = useRef<Quill | null>(null)
  useSignal(editor.camera)
  useSignal(editor.viewport)
  const theme = useTheme()
  const [asked, setAsked] = useState(0)

  useLayoutEffect(() => {
    const text = openText(editor.document, id, part)
    if (!host.current || !text) {
      editor.editing.value = null
      return
    }
    const area = host.current
    const mount = document.createElement('div')
    area.append(mount)
    // Panning and zooming go on under the text; React's own listener may not stop the browser's zoom.
    const onWheel = (event: WheelEvent) => {
      event.preventDefault()
      editor.wheel({
        screen: screenPoint(event.clientX, event.clientY),
        deltaX: event.deltaX,
        deltaY: event.deltaY,
        modifiers: { shift: event.shiftKey, alt: event.altKey, ctrl: event.ctrlKey || event.metaKey, space: false },
      })
    }
    area.addEventListener('wheel', onWheel, { passive: false })
    const made = createQuill(mount)
    quill.current = made
    made.root.setAttribute('aria-label', t('text.edit'))
    made.root.setAttribute('role', 'textbox')
    made.root.setAttribute('aria-multiline', 'true')
    made.root.setAttribute('aria-keyshortcuts', 'Alt+F10')
    let carets: Carets | null = null
    const binding = bindQuill({
      quill: made,
      text,
      origin: editor.document.history.origin,
      beforeChange: editor.text.beforeChange,
      afterOthers: editor.text.afterOthers,
      onRemoteChange: () => carets?.refresh(),
    })
    carets = showCarets({ quill: made, text, shape: id, session: room.session })
    made.focus({ preventScroll: true })
    // A text that is opened again is usually replaced: everything is selected, as in the other boards.
    made.setSelection(0, made.getLength() - 1, 'api')
    const stops = [
      keepCaretInSight(made, editor),
      editor.text.onLeave(binding.flush),
      wireTextField({ quill: made, mount, model: room, t, beforePaste: binding.beforePaste }),
      wireNativeUndo(made.root, (name) => editor.run(name === 'undo' ? 'edit.undo' : 'edit.redo')),
      whenHidden(document, binding.flush),
      offerLines(made, editor.text.lines),
    ]
    return () => {
      // The whole page of the board may go, without the text having been left.
      binding.flush()
      for (const stop of stops) stop()
      carets?.close()
      binding.close()
      quill.current = null
      area.removeEventListener('wheel', onWheel)
      const hadFocus = mount.contains(document.activeElement)
      const board = area.closest('main')?.querySelector<HTMLElement>('[role="application"]')
      mount.remove()
      if (hadFocus) board?.focus({ preventScroll: true })
    }
  }, [room, editor, id, part, t])

  const stop = () => {
    editor.editing.value = null
  }
  const onKey = (event: KeyboardEvent) => {
    event.stopPropagation()
    if (event.nativeEvent.isComposing) return
    const mod = event.ctrlKey || event.metaKey
    if (event.altKey && event.key === 'F10') {
      event.preventDefault()
      setAsked(asked + 1)
      return
    }
    const isEnding = event.key === 'Escape' || event.key === 'Tab' || (event.key === 'Enter' && mod)
    const input = keyInputOf('down', event.nativeEvent)
    if (isEnding) {
      // The board decides what follows: a note makes its neighbour on Tab and Ctrl+Enter.
      if (!editor.keyEvent(input)) stop()
      event.preventDefault()
      return
    }
    undoneByKey(event, editor)
  }

  /** Before the text hears of it: Enter goes on to the next cell, Shift+Enter begins a line. */
  const onCellKey = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.key !== 'Enter' || event.shiftKey) return
    if (!editor.keyEvent(keyInputOf('down', event.nativeEvent))) return
    event.preventDefault()
    event.stopPropagation()
  }

  const { view } = editor
  const placement = view.placement(shape)
  const { parts, textBox } = view.kind(shape)
  const box = part === undefined ? textBox(shape, view.context) : parts?.textBox(shape, part, view.context)
  if (!box) return null
  const centre = toScreen(editor.camera.value, centreOf(placement))
  const { zoom } = editor.camera.value
  const partLook = part === undefined ? undefined : parts?.look(shape, part)
  const look = textLook(shape, view.kind(shape).paint(shape, view.context, 'full'), theme, partLook)
  const style: CSSProperties = {
    transform: `translate(${centre.x}px, ${centre.y}px) scale(${zoom}) rotate(${placement.rotation}rad) translate(${-placement.w / 2}px, ${-placement.h / 2}px)`,
  }
  const area: CSSProperties = {
    left: box.x,
    top: box.y,
    width: box.w,
    height: box.h,
    ...look.area,
  }
  return (
    <>
      <div className={styles.place} style={style}>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: the text field inside has the role */}
        <div
          ref={host}
          className={styles.area}
          style={area}
          data-free={look.isFree || undefined}
          data-vertical={look.vertical}
          onKeyDown={onKey}
          onKeyDownCapture={part === undefined ? undefined : onCellKey}
          onPointerDown={(event) => event.stopPropagation()}
        />
      </div>
      <FormatBar quill={quill} around={screenBox(editor, placement)} near={boxesNear(editor, shape)} asked={asked} />
    </>
  )
}
