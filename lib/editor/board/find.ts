/** Finding words on the board, in reading order. */
import { folded } from '../../base/folded.ts'
import type { ShapeId } from '../../base/ids.ts'
import { containsBox } from '../../geometry/box.ts'
import { wordsOf } from '../../shapes/words.ts'
import { visibleBox } from '../camera/camera.ts'
import type { Editor } from '../editor.ts'

export interface Match {
  readonly shape: ShapeId
  /** The words around the match. */
  readonly excerpt: string
}
const EXCERPT = 30
export const MAX_MATCHES = 500

/** Shapes whose words contain `query`, without regard to case or accents, top left first. */
export function findOnBoard(editor: Editor, query: string): readonly Match[] {
  const wanted = folded(query.trim())
  if (wanted === '') return []
  const matches: { match: Match; x: number; y: number }[] = []
  for (const shape of editor.view.board.shapes) {
    const words = wordsOf(shape)
    const at = folded(words).indexOf(wanted)
    if (at < 0) continue
    const excerpt = words
      .slice(Math.max(0, at - EXCERPT), at + wanted.length + EXCERPT)
      .replace(/\s+/g, ' ')
      .trim()
    const { x, y } = editor.view.bounds(shape)
    matches.push({ match: { shape: shape.id, excerpt }, x, y })
    if (matches.length >= MAX_MATCHES) break
  }
  return matches.sort((a, b) => a.y - b.y || a.x - b.x).map(({ match }) => match)
}

/** Selects a match; what is out of sight comes to the middle of the screen. */
export function showMatch(editor: Editor, id: ShapeId): void {
  const shape = editor.view.get(id)
  if (!shape) return
  editor.tool.value = 'select'
  editor.selection.value = [id]
  const box = editor.view.bounds(shape)
  const camera = editor.camera.value
  if (containsBox(visibleBox(camera, editor.viewport.value), box)) return
  const { w, h } = editor.viewport.value
  editor.animateCamera({
    ...camera,
    x: box.x + box.w / 2 - w / camera.zoom / 2,
    y: box.y + box.h / 2 - h / camera.zoom / 2,
  })
}
