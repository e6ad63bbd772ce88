'use client'
import { useMemo } from 'react'
import type { ShapeId } from '../../../lib/base/ids.ts'
import type { BoardDifference } from '../../../lib/document/history-diff.ts'
import type { Editor } from '../../../lib/editor/editor.ts'
import { useRoom } from '../room-context.tsx'
import { useSignal } from '../use-signal.ts'
import styles from './history.module.css'

/** More outlines than these tell nothing any more, and cost frames. */
const MAX_OUTLINES = 600

function pathOf(editor: Editor, id: ShapeId): string {
  const shape = editor.view.get(id)
  if (!shape) return ''
  const points = editor.view.outline(shape)
  return points.length === 0 ? '' : `M${points.map(({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`).join('L')}Z`
}

export interface ChangeOutlinesProps {
  readonly preview: Editor
  readonly difference: BoardDifference
}

/** Green: came since (not on the version shown). Red: gone since. Amber: looks different now. */
export function ChangeOutlines({ preview, difference }: ChangeOutlinesProps) {
  const { editor } = useRoom()
  const camera = useSignal(preview.camera)
  const paths = useMemo(() => {
    const outline = (from: Editor, ids: readonly ShapeId[]) =>
      ids
        .slice(0, MAX_OUTLINES)
        .map((id) => pathOf(from, id))
        .join('')
    return [
      { kind: 'added', d: outline(editor, difference.added) },
      { kind: 'removed', d: outline(preview, difference.removed) },
      { kind: 'changed', d: outline(preview, difference.changed) },
    ]
  }, [preview, editor, difference])
  const transform = `scale(${camera.zoom}) translate(${-camera.x} ${-camera.y})`
  return (
    <svg className={styles.outlines} aria-hidden="true">
      <g transform={transform}>
        {paths.map(({ kind, d }) => (d === '' ? null : <path key={kind} data-kind={kind} d={d} />))}
      </g>
    </svg>
  )
}
