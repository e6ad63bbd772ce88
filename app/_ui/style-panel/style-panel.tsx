'use client'
/** Everything about the look of the selection, or of the next shape. */
import { Copy, Group, Lock, Trash2, Ungroup } from 'lucide-react'
import { Slider } from 'radix-ui'
import { useRef, useState } from 'react'
import { cx } from '../cx.ts'
import { NamedGroup } from '../form.tsx'
import { useT } from '../language.tsx'
import { useRoom } from '../room-context.tsx'
import { useSelectedShapes } from '../use-board.ts'
import { useSignal } from '../use-signal.ts'
import { ActionRow } from './action-row.tsx'
import { ArrangeRow } from './arrange-row.tsx'
import { ColorParts } from './color-parts.tsx'
import { faces, OptionRow } from './option-row.tsx'
import { markerWidths, strokeWidths } from './palette.ts'
import { FormParts, type PartProps, RouteParts, TextParts } from './special-parts.tsx'
import styles from './style-panel.module.css'
import { readStyleValues } from './style-values.ts'

function StrokeParts({ values, set }: PartProps) {
  const t = useT()
  const look = values.get('look') === 'clean' ? 'clean' : Number(values.get('roughness')) > 1.5 ? 'wild' : 'sketch'
  return (
    <>
      {values.has('strokeWidth') ? (
        <OptionRow
          label={t('style.width')}
          value={values.get('strokeWidth')}
          onChange={(v) => set({ strokeWidth: v })}
          options={(values.isMarker ? markerWidths : strokeWidths).map((width, index) => ({
            value: width,
            label: t('style.pixels', { width }),
            face: faces.width(strokeWidths[index]),
          }))}
        />
      ) : null}
      {values.has('dash') ? (
        <OptionRow
          label={t('style.dash')}
          value={values.get('dash')}
          onChange={(v) => set({ dash: v })}
          options={[
            { value: 'solid', label: t('style.dash.solid'), face: faces.dash('none') },
            { value: 'dashed', label: t('style.dash.dashed'), face: faces.dash('4 4.500') },
            { value: 'dotted', label: t('style.dash.dotted'), face: faces.dash('0.1 4.500') },
          ]}
        />
      ) : null}
      {values.has('look') ? (
        <OptionRow
          label={t('style.look')}
          value={values.get('look') === undefined ? undefined : look}
          onChange={(v) => set(v === 'clean' ? { look: v } : { look: 'sketch', roughness: v === 'wild' ? 2 : 1 })}
          options={[
            { value: 'clean', label: t('style.look.clean'), face: faces.clean },
            { value: 'sketch', label: t('style.look.sketch'), face: faces.sketch },
            { value: 'wild', label: t('style.look.wild'), face: faces.wild },
          ]}
        />
      ) : null}
    </>
  )
}

function Opacity({ values, set }: PartProps) {
  const t = useT()
  const { editor } = useRoom()
  /** Where the thumb is while it is dragged; the board follows when it is let go. */
  const [dragged, drag] = useState<number | null>(null)
  /** Keys commit before they tell the value: what they say is no drag. */
  const isHeld = useRef(false)
  const letGo = () => {
    isHeld.current = false
    drag(null)
  }
  if (!values.has('opacity')) return null
  const opacity = dragged ?? Math.round(Number(values.get('opacity') ?? 1) * 100)
  return (
    <NamedGroup
      label={t('style.opacity', { percent: opacity })}
      labelClass={styles.legend}
      className={cx(styles.group, styles.named)}
    >
      <Slider.Root
        className={styles.slider}
        min={5}
        max={100}
        step={5}
        value={[opacity]}
        onKeyDown={(event) => event.repeat || editor.endGesture()}
        onPointerDown={() => {
          isHeld.current = true
          editor.endGesture()
        }}
        onPointerUp={letGo}
        onPointerCancel={letGo}
        onLostPointerCapture={letGo}
        onValueChange={([value]) => isHeld.current && drag(value)}
        onValueCommit={([value]) => {
          drag(null)
          // A key that is held commits again and again: one gesture.
          editor.gesture('style.opacity', () => set({ opacity: value / 100 }))
        }}
      >
        <Slider.Track className={styles.track}>
          <Slider.Range className={styles.range} />
        </Slider.Track>
        <Slider.Thumb className={styles.thumb} aria-label={t('style.opacityLabel')} />
      </Slider.Root>
    </NamedGroup>
  )
}

export function StylePanel() {
  const t = useT()
  const { editor } = useRoom()
  useSignal(editor.tool)
  useSignal(editor.styles)
  useSignal(editor.cells)
  const isViewer = useSignal(editor.isViewer)
  const values = readStyleValues(editor, useSelectedShapes())
  if (isViewer || !values.isShown) return null
  const parts = { values, set: editor.applyStyle }
  return (
    <section className={styles.panel} data-panel aria-label={t('style.label')}>
      <ColorParts {...parts} />
      <StrokeParts {...parts} />
      <FormParts {...parts} />
      <RouteParts {...parts} />
      <TextParts {...parts} />
      <Opacity {...parts} />
      {values.hasSelection ? (
        <>
          <ArrangeRow />
          <ActionRow
            label={t('style.actions')}
            isWide
            actions={[
              ['edit.duplicate', Copy],
              ['edit.delete', Trash2],
              ['arrange.group', Group],
              ['arrange.ungroup', Ungroup],
              ['arrange.lock', Lock],
            ]}
          />
        </>
      ) : null}
    </section>
  )
}
