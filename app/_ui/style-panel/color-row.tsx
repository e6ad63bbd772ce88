'use client'
import { Palette } from 'lucide-react'
import { Popover } from 'radix-ui'
import { type CSSProperties, useRef, useState } from 'react'
import { themeColor } from '../../../lib/shapes/color.ts'
import { Tip } from '../controls.tsx'
import { NamedGroup } from '../form.tsx'
import { useT } from '../language.tsx'
import { leaveFocusToNext } from '../menus/menu-layer.tsx'
import { useTheme } from '../use-theme.ts'
import { BrowserChooser } from './browser-chooser.tsx'
import chooser from './color-chooser.module.css'
import { ColorChooser } from './color-chooser.tsx'
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
  const [isOpen, setOpen] = useState(false)
  const browser = useRef<HTMLInputElement>(null)
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
        <Popover.Root open={isOpen} onOpenChange={setOpen}>
          <Popover.Trigger asChild>
            <button
              type="button"
              className={styles.swatch}
              aria-label={`${label}: ${t('color.more')}`}
              title={t('color.more')}
              aria-pressed={isCustom}
              data-custom
              style={isCustom ? ({ '--swatch': themeColor(value, theme) } as CSSProperties) : undefined}
            >
              {isCustom ? null : <Palette size={15} aria-hidden="true" />}
            </button>
          </Popover.Trigger>
          <Popover.Portal>
            <Popover.Content
              aria-label={`${label}: ${t('color.more')}`}
              className={chooser.popover}
              side="right"
              align="start"
              sideOffset={12}
              collisionPadding={8}
              onCloseAutoFocus={leaveFocusToNext}
            >
              <ColorChooser value={value} onChange={onChange} onBrowser={() => browser.current?.click()} />
            </Popover.Content>
          </Popover.Portal>
        </Popover.Root>
        <BrowserChooser field={browser} {...{ name, value, onChange }} />
      </div>
    </NamedGroup>
  )
}
