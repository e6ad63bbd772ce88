'use client'
/** The bar of a crop: its ratio, back to the whole picture, done. */
import { Check, RotateCcw } from 'lucide-react'
import { useRef } from 'react'
import type { Box } from '../../../lib/geometry/box.ts'
import { Button, IconButton, Island } from '../controls.tsx'
import { useT } from '../language.tsx'
import { useBarPlace } from '../overlays/use-bar-place.ts'
import styles from './shape-editors.module.css'

/** Sides of the window; null: as it is dragged, and of the whole picture. */
export const cropRatios = {
  free: null,
  own: null,
  '1:1': 1,
  '4:3': 4 / 3,
  '3:2': 3 / 2,
  '16:9': 16 / 9,
  '3:4': 3 / 4,
  '2:3': 2 / 3,
  '9:16': 9 / 16,
} as const
export type CropRatio = keyof typeof cropRatios
const named = { free: 'crop.free', own: 'crop.own' } as const
const isNamed = (ratio: CropRatio): ratio is keyof typeof named => ratio in named

interface CropBarProps {
  /** The whole picture on the screen. */
  readonly around: Box
  readonly ratio: CropRatio
  readonly isWhole: boolean
  onRatio(ratio: CropRatio): void
  onReset(): void
  onDone(): void
}

export function CropBar({ around, ratio, isWhole, onRatio, onReset, onDone }: CropBarProps) {
  const t = useT()
  const bar = useRef<HTMLDivElement>(null)
  const place = useBarPlace(bar, { around, near: [] })
  return (
    <div
      ref={bar}
      className={styles.bar}
      style={place ?? { visibility: 'hidden' }}
      role="toolbar"
      aria-label={t('crop.title')}
      onPointerDown={(event) => event.stopPropagation()}
      onKeyDown={(event) => event.stopPropagation()}
    >
      <Island>
        <select
          className={styles.select}
          aria-label={t('crop.ratio')}
          value={ratio}
          onChange={(event) => onRatio(event.target.value as CropRatio)}
        >
          {(Object.keys(cropRatios) as CropRatio[]).map((name) => (
            <option key={name} value={name}>
              {isNamed(name) ? t(named[name]) : name}
            </option>
          ))}
        </select>
        <IconButton label={t('crop.reset')} icon={RotateCcw} side="top" disabled={isWhole} onClick={onReset} />
        <Button look="primary" icon={Check} onClick={onDone}>
          {t('crop.done')}
        </Button>
      </Island>
    </div>
  )
}
