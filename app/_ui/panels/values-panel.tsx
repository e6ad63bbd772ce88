'use client'
import { setExactly } from '../../../lib/editor/arranging/exact.ts'
import { isLockedIn } from '../../../lib/editor/selection/selection.ts'
import type { Placement } from '../../../lib/geometry/box.ts'
import { useT } from '../language.tsx'
import { useRoom } from '../room-context.tsx'
import { useBoard } from '../use-board.ts'
import { useSignal } from '../use-signal.ts'
import { NumberField } from './number-field.tsx'
import styles from './panels.module.css'

const toDegrees = (radians: number) => ((((radians * 180) / Math.PI) % 360) + 360) % 360

/** Exact place, size and angle of the one selected shape. */
export function ValuesPanel() {
  const t = useT()
  const { editor } = useRoom()
  useBoard()
  const selection = useSignal(editor.selection)
  useSignal(editor.preview)
  const isViewer = useSignal(editor.isViewer)
  const id = selection.length === 1 ? selection[0] : undefined
  const shape = id === undefined ? undefined : editor.view.get(id)
  if (!shape || id === undefined) return <p className={styles.empty}>{t('values.choose')}</p>
  const placement = editor.view.placement(shape)
  const set = (field: keyof Placement) => (value: number) => setExactly(editor, field, value)
  const { capabilities } = editor.view.kind(shape)
  const isFixed = isViewer || isLockedIn(editor.view, shape)
  const isGroup = shape.type === 'group'
  return (
    <div className={styles.values}>
      <NumberField label="X" value={placement.x} disabled={isFixed} onChange={set('x')} />
      <NumberField label="Y" value={placement.y} disabled={isFixed} onChange={set('y')} />
      <NumberField
        label={t('values.width')}
        value={placement.w}
        min={1}
        disabled={isFixed || !(isGroup || capabilities.has('resize'))}
        onChange={set('w')}
      />
      <NumberField
        label={t('values.height')}
        value={placement.h}
        min={1}
        disabled={isFixed || !(isGroup || capabilities.has('resize'))}
        onChange={set('h')}
      />
      <NumberField
        label={t('values.angle')}
        value={toDegrees(placement.rotation)}
        disabled={isFixed || isGroup || !capabilities.has('rotate')}
        onChange={(degrees) => set('rotation')((degrees * Math.PI) / 180)}
      />
    </div>
  )
}
