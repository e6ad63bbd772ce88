'use client'
import { Pipette } from 'lucide-react'
import { type CSSProperties, useEffect, useRef } from 'react'
import { themeColor } from '../../../lib/shapes/color.ts'
import { Tip } from '../controls.tsx'
import { NamedGroup } from '../form.tsx'
import { useT } from '../language.tsx'
import { useRoom } from '../room-context.tsx'
import { useTheme } from '../use-theme.ts'
import styles from './color-row.module.css'
import { colorName } from './style-values.ts'

export interface ColorRowProps {
  /** How keys find this row. */
  readonly name: 'stroke' | 'fill' | 'textColor'
  readonly label: string
  /** False where a tab above it says the name already. */
  readonly isTitled: boolean
  readonly colors: readonly string[]
  readonly value: unknown
  onChange(color: string): void
}

/** A palette, and any colour behind the last swatch. */
export function ColorRow({ name, label, isTitled, colors, value, onChange }: ColorRowProps) {
  const t = useT()
  const theme = useTheme()
  const { editor } = useRoom()
  const custom = useRef<HTMLInputElement>(null)
  useEffect(() => {
    // React calls the browser's `input` a change; this is the browser's own, at the end of choosing.
    const chooser = custom.current
    chooser?.addEventListener('change', editor.endGesture)
    return () => chooser?.removeEventListener('change', editor.endGesture)
  }, [editor])
  const isCustom = typeof value === 'string' && !colors.includes(value)
  return (
    <NamedGroup
      label={label}
      labelClass={isTitled ? styles.legend : undefined}
      className={styles.group}
      data-colors={name}
    >
      <div className={styles.swatches}>
        {colors.map((color) => (
          <Tip key={color} label={colorName(t, color)} side="top">
            <button
              type="button"
              className={styles.swatch}
              aria-label={`${label}: ${colorName(t, color)}`}
              aria-pressed={value === color}
              data-none={color === 'transparent' || undefined}
              style={{ '--swatch': themeColor(color, theme) } as CSSProperties}
              onClick={() => onChange(color)}
            />
          </Tip>
        ))}
        <Tip label={t('style.customColor')} side="top">
          <button
            type="button"
            className={styles.swatch}
            aria-label={`${label}: ${t('style.customColor')}`}
            aria-pressed={isCustom}
            data-custom
            style={isCustom ? ({ '--swatch': themeColor(value, theme) } as CSSProperties) : undefined}
            onClick={() => {
              editor.endGesture()
              custom.current?.click()
            }}
          >
            {isCustom ? null : <Pipette size={13} aria-hidden="true" />}
          </button>
        </Tip>
        <input
          ref={custom}
          type="color"
          className={styles.hiddenColor}
          tabIndex={-1}
          aria-hidden="true"
          value={isCustom ? String(value).slice(0, 7) : '#4a4fcb'}
          // Every colour that the pointer passes comes here: until the chooser is content that is one gesture.
          onChange={({ target }) => editor.gesture(`style.${name}`, () => onChange(target.value))}
        />
      </div>
    </NamedGroup>
  )
}
