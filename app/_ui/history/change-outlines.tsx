'use client'
import { useMemo } from 'react'
import type { ShapeId } from '../../../lib/base/ids.ts'
import type { BoardDifference } from '../../../lib/document/history-diff.ts'
import { toScreen } from '../../../lib/editor/camera/camera.ts'
import type { Editor } from '../../../lib/editor/editor.ts'
import { boxAround } from '../../../lib/geometry/box.ts'
import type { Point } from '../../../lib/geometry/point.ts'
import { useRoom } from '../room-context.tsx'
import { useSignal } from '../use-signal.ts'
import styles from './history.module.css'

/** More outlines than these tell nothing any more, and cost frames; signs on them crowd sooner. */
const MAX_OUTLINES = 600
const MAX_SIGNS = 150

/** The same in shape and in words as in colour, for those who see no difference in that. */
export const signs = { added: '+', removed: '−', changed: '≠' } as const
type Kind = keyof typeof signs

interface Marked {
  readonly kind: Kind
  /** All outlines as one path, in board pixels. */
  readonly d: string
  /** Where the signs stand: the top left corner of each. */
  readonly corners: readonly Point[]
}

function mark(kind: Kind, from: Editor, ids: readonly ShapeId[]): Marked {
  const outlines = ids.slice(0, MAX_OUTLINES).flatMap((id) => {
    const shape = from.view.get(id)
    const points = shape ? from.view.outline(shape) : []
    return points.length === 0 ? [] : [points]
  })
  return {
    kind,
    d: outlines.map((points) => `M${points.map(({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`).join('L')}Z`).join(''),
    corners: outlines.slice(0, MAX_SIGNS).flatMap((points) => boxAround(points) ?? []),
  }
}

export interface ChangeOutlinesProps {
  readonly preview: Editor
  readonly difference: BoardDifference
}

/** Came since (not on the version shown): green, dashed, +. Gone since: red, solid, −. Looks different now: amber, dotted, ≠. */
export function ChangeOutlines({ preview, difference }: ChangeOutlinesProps) {
  const { editor } = useRoom()
  const camera = useSignal(preview.camera)
  const marked = useMemo(
    () => [
      mark('added', editor, difference.added),
      mark('removed', preview, difference.removed),
      mark('changed', preview, difference.changed),
    ],
    [preview, editor, difference],
  )
  const transform = `scale(${camera.zoom}) translate(${-camera.x} ${-camera.y})`
  return (
    <svg className={styles.outlines} aria-hidden="true">
      <g transform={transform}>
        {marked.map(({ kind, d }) => (d === '' ? null : <path key={kind} data-kind={kind} d={d} />))}
      </g>
      {marked.map(({ kind, corners }) => (
        <g key={kind} data-kind={kind}>
          {corners.map((corner, nth) => {
            const { x, y } = toScreen(camera, corner)
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: signs have nothing but their place
              <g key={nth} className={styles.signOn} transform={`translate(${x} ${y})`}>
                <circle r="9" />
                <text y="4.5">{signs[kind]}</text>
              </g>
            )
          })}
        </g>
      ))}
    </svg>
  )
}
