'use client'
/** What of the board is exported: all of it, the selection, or some of its frames. */
import { useMemo } from 'react'
import type { ShapeId } from '../../../lib/base/ids.ts'
import { slidesOf } from '../../../lib/document/slides.ts'
import type { ExportOptions } from '../../../lib/page/room-model.ts'
import { Choice, NamedGroup } from '../form.tsx'
import { useT } from '../language.tsx'
import { useRoom } from '../room-context.tsx'
import { useSignal } from '../use-signal.ts'
import styles from './export-dialog.module.css'

type Scope = 'board' | 'selection' | 'frames'
export type ScopeOptions = Pick<ExportOptions, 'onlySelection' | 'frames'>

/** The frames of the board in the order of the slides, as they were when the dialog opened. */
export function useSlides() {
  const { editor } = useRoom()
  return useMemo(() => slidesOf(editor.document.board), [editor])
}

interface ExportScopeProps {
  readonly options: ScopeOptions
  onChange(options: ScopeOptions): void
}

export function ExportScope({ options, onChange }: ExportScopeProps) {
  const t = useT()
  const { editor } = useRoom()
  const selection = useSignal(editor.selection)
  const slides = useSlides()
  const scopes: readonly Scope[] = [
    'board',
    ...(selection.length > 0 ? (['selection'] as const) : []),
    ...(slides.length > 0 ? (['frames'] as const) : []),
  ]
  if (scopes.length === 1) return null
  const { frames, onlySelection } = options
  const scope: Scope = frames ? 'frames' : onlySelection ? 'selection' : 'board'
  const choose = (next: Scope) => {
    const chosen = slides.filter(({ id }) => selection.includes(id))
    const listed = (chosen.length > 0 ? chosen : slides).map(({ id }) => id)
    onChange({ onlySelection: next === 'selection', frames: next === 'frames' ? listed : undefined })
  }
  const toggle = (id: ShapeId, isOn: boolean) =>
    onChange({
      onlySelection: false,
      frames: slides.map((slide) => slide.id).filter((one) => (one === id ? isOn : frames?.includes(one))),
    })
  return (
    <>
      <Choice
        label={t('export.scope')}
        value={scope}
        options={scopes.map((value) => ({ value, label: t(`export.scope.${value}`) }))}
        onChange={choose}
      />
      {frames ? (
        <NamedGroup label={t('export.scope.frames')} className={styles.frames}>
          {slides.map(({ id, name }, index) => (
            <label key={id}>
              <input
                type="checkbox"
                checked={frames.includes(id)}
                onChange={({ target }) => toggle(id, target.checked)}
              />
              <span dir="auto">{name || t('export.frame', { number: index + 1 })}</span>
            </label>
          ))}
        </NamedGroup>
      ) : null}
    </>
  )
}
