'use client'
/** Any colour: shades of each hue, the board's own, those chosen last, by hex, by the browser's chooser or dropper. */
import { Palette, Pipette } from 'lucide-react'
import { type CSSProperties, type KeyboardEvent, useState } from 'react'
import { boardColors } from '../../../lib/editor/board/board-colors.ts'
import { pickScreenColor } from '../../../lib/page/input/eyedropper.ts'
import { readRecentColors, rememberColor } from '../../../lib/page/kept/recent-colors.ts'
import { storedColor, themeColor } from '../../../lib/shapes/color.ts'
import { hexColor, hues, shades } from '../../../lib/shapes/color-shades.ts'
import { IconButton } from '../controls.tsx'
import forms from '../form.module.css'
import { NamedGroup } from '../form.tsx'
import { undoneByKey } from '../keys.ts'
import { useT } from '../language.tsx'
import { useRoom } from '../room-context.tsx'
import { useTheme } from '../use-theme.ts'
import styles from './color-chooser.module.css'

const MAX_BOARD_COLORS = 10
const allShades: ReadonlySet<string> = new Set(hues.flatMap((hue) => [...shades[hue]]))
const COLUMNS = 5

interface ColorChooserProps {
  readonly value: unknown
  onChange(color: string): void
  /** Opens the browser's own chooser. */
  onBrowser(): void
}

/** Arrows walk over the swatches as they lie. */
function walk(event: KeyboardEvent<HTMLElement>) {
  const steps: Readonly<Record<string, number>> = {
    ArrowRight: 1,
    ArrowLeft: -1,
    ArrowDown: COLUMNS,
    ArrowUp: -COLUMNS,
  }
  const step = steps[event.key]
  if (!step) return
  const all = [...event.currentTarget.querySelectorAll('button')]
  const at = all.indexOf(document.activeElement as HTMLButtonElement)
  all[at + step]?.focus()
  event.preventDefault()
}

export function ColorChooser({ value, onChange, onBrowser }: ColorChooserProps) {
  const t = useT()
  const theme = useTheme()
  const { editor } = useRoom()
  const [recent] = useState(readRecentColors)
  const [own] = useState(() => boardColors(editor.document.board, allShades, MAX_BOARD_COLORS))
  const current = typeof value === 'string' ? value.slice(0, 7) : ''
  const [typed, setTyped] = useState<string | null>(null)
  const hex = typed ?? current
  const choose = (color: string) => {
    setTyped(null)
    onChange(color)
    rememberColor(color)
  }
  const swatch = (color: string, label: string) => (
    <button
      key={color}
      type="button"
      className={styles.swatch}
      aria-label={label}
      title={label}
      aria-pressed={current === color}
      style={{ '--swatch': themeColor(color, theme) } as CSSProperties}
      onClick={() => choose(color)}
    />
  )
  const row = (label: string, colors: readonly string[]) =>
    colors.length === 0 ? null : (
      <NamedGroup label={label} labelClass={styles.legend} onKeyDown={walk}>
        <div className={styles.row}>{colors.map((color) => swatch(color, color))}</div>
      </NamedGroup>
    )
  return (
    <div className={styles.chooser}>
      <NamedGroup label={t('color.shades')} className={styles.shades} onKeyDown={walk}>
        {hues.flatMap((hue) =>
          shades[hue].map((color, i) => swatch(color, t('color.shade', { hue: t(`color.${hue}`), shade: i + 1 }))),
        )}
      </NamedGroup>
      {row(t('color.ofBoard'), own)}
      {row(t('color.recent'), recent)}
      <div className={styles.exact}>
        <input
          className={forms.input}
          aria-label={t('color.hex')}
          aria-invalid={typed !== null && hexColor(typed) === null}
          maxLength={7}
          spellCheck={false}
          placeholder="#rrggbb"
          value={hex}
          onChange={({ target }) => setTyped(target.value)}
          onKeyDown={(event) => {
            if (typed === null && undoneByKey(event, editor)) return
            const color = typed === null ? null : hexColor(typed)
            if (event.key === 'Enter' && color) choose(color)
          }}
          onBlur={() => {
            const color = typed === null ? null : hexColor(typed)
            if (color) choose(color)
          }}
        />
        <IconButton label={t('style.customColor')} icon={Palette} side="top" onClick={onBrowser} />
        {pickScreenColor.isThere() ? (
          <IconButton
            label={t('action.style.eyedropper')}
            icon={Pipette}
            side="top"
            onClick={async () => {
              const seen = await pickScreenColor()
              if (seen) choose(storedColor(seen, theme))
            }}
          />
        ) : null}
      </div>
    </div>
  )
}
