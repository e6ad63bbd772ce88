'use client'
/** Whose each note is, below its lower edge, for as long as I want to see it. */
import { showsAuthors } from '../../../lib/document/workshop.ts'
import { toScreen, visibleBox } from '../../../lib/editor/camera/camera.ts'
import { boxesTouch } from '../../../lib/geometry/box.ts'
import { useT } from '../language.tsx'
import { useRoom } from '../room-context.tsx'
import { useBoard } from '../use-board.ts'
import { useSignal } from '../use-signal.ts'
import { useWorkshop } from './use-workshop.ts'
import styles from './workshop.module.css'

const MAX_NAMES = 300
/** Narrower notes have no room for a name. */
const MIN_WIDTH_PX = 48

export function NoteAuthors() {
  const { page } = useRoom()
  const isWanted = useSignal(page.showsAuthors)
  const state = useWorkshop()
  return isWanted && showsAuthors(state) ? <Names /> : null
}

function Names() {
  const t = useT()
  const { editor } = useRoom()
  const camera = useSignal(editor.camera)
  const viewport = useSignal(editor.viewport)
  useSignal(editor.preview)
  const { shapes } = useBoard()
  const seen = visibleBox(camera, viewport)
  const names = shapes
    .flatMap(({ id }) => {
      const note = editor.view.get(id)
      if (note?.type !== 'note' || note.author === '') return []
      const bounds = editor.view.bounds(note)
      return bounds.w * camera.zoom >= MIN_WIDTH_PX && boxesTouch(bounds, seen) ? [{ note, bounds }] : []
    })
    .slice(0, MAX_NAMES)
  return (
    <>
      {names.map(({ note, bounds }) => {
        const { x, y } = toScreen(camera, { x: bounds.x, y: bounds.y + bounds.h })
        return (
          <span
            key={note.id}
            className={styles.author}
            style={{ left: x, top: y, maxWidth: bounds.w * camera.zoom }}
            data-author={note.id}
          >
            {t('workshop.by', { name: note.author })}
          </span>
        )
      })}
    </>
  )
}
