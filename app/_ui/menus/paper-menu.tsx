'use client'
/** The colour that the whole board lies on, for everyone in it. */
import { Check, PaintBucket } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import type { CSSProperties } from 'react'
import { paperColor } from '../../../lib/shapes/color.ts'
import { useLanguage } from '../language.tsx'
import { useRoom } from '../room-context.tsx'
import { useBackground } from '../use-board.ts'
import { useTheme } from '../use-theme.ts'
import styles from './menu.module.css'
import { useMenuLayer } from './menu-layer.tsx'

const papers = [
  ['', 'plain'],
  ['#f8f9fa', 'grey'],
  ['#f1f8ff', 'blue'],
  ['#f1fbf3', 'green'],
  ['#fffbe6', 'yellow'],
  ['#fff5f5', 'rose'],
] as const

export function PaperMenu() {
  const { t } = useLanguage()
  const layer = useMenuLayer()
  const { editor } = useRoom()
  const background = useBackground()
  const theme = useTheme()
  return (
    <DropdownMenu.Sub>
      <DropdownMenu.SubTrigger className={styles.item}>
        <PaintBucket size={16} aria-hidden="true" />
        <span className={styles.label}>{t('paper.label')}</span>
      </DropdownMenu.SubTrigger>
      <DropdownMenu.Portal container={layer}>
        <DropdownMenu.SubContent className={styles.menu} sideOffset={6} collisionPadding={8}>
          <DropdownMenu.RadioGroup value={background}>
            {papers.map(([color, name]) => (
              <DropdownMenu.RadioItem
                key={name}
                className={styles.item}
                value={color}
                onSelect={() => editor.dispatch({ name: 'set-background', background: color })}
              >
                <span className={styles.paper} style={{ '--swatch': paperColor(color, theme) } as CSSProperties} />
                <span className={styles.label}>{t(`paper.${name}`)}</span>
                <span className={styles.check}>{color === background ? <Check size={15} /> : null}</span>
              </DropdownMenu.RadioItem>
            ))}
          </DropdownMenu.RadioGroup>
        </DropdownMenu.SubContent>
      </DropdownMenu.Portal>
    </DropdownMenu.Sub>
  )
}
