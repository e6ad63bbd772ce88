'use client'
import type { ReactNode } from 'react'
import { Tip } from '../controls.tsx'
import { cx } from '../cx.ts'
import { NamedGroup } from '../form.tsx'
import styles from './style-panel.module.css'

export interface Option<T> {
  readonly value: T
  readonly label: string
  readonly face: ReactNode
}
export interface OptionRowProps<T> {
  readonly label: string
  readonly options: readonly Option<T>[]
  readonly value: unknown
  /** Too many for a name beside them; their pictures say what it would. */
  readonly isWide?: boolean
  onChange(value: T): void
}

/** A few values side by side, each a small picture of itself. */
export function OptionRow<T extends string | number>({ label, options, value, isWide, onChange }: OptionRowProps<T>) {
  return (
    <NamedGroup label={label} labelClass={styles.legend} className={cx(styles.group, isWide && styles.wide)}>
      <div className={styles.options}>
        {options.map((option) => (
          <Tip key={option.value} label={option.label} side="top">
            <button
              type="button"
              className={styles.option}
              aria-label={`${label}: ${option.label}`}
              aria-pressed={value === option.value}
              onClick={() => onChange(option.value)}
            >
              {option.face}
            </button>
          </Tip>
        ))}
      </div>
    </NamedGroup>
  )
}

const face = (children: ReactNode) => (
  <svg
    width="20"
    height="20"
    viewBox="0 0 20 20"
    fill="none"
    stroke="currentColor"
    strokeWidth="1.6"
    strokeLinecap="round"
    strokeLinejoin="round"
    aria-hidden="true"
  >
    {children}
  </svg>
)

const clip = 'M4 4h12v12H4Z'
/** The pictures on the options; drawn here because no icon set shows hatching. */
export const faces = {
  width: (width: number) => face(<path d="M3 10h14" strokeWidth={Math.min(7, width * 0.85 + 0.4)} />),
  dash: (pattern: string) => face(<path d="M2 10h16" strokeWidth="2" strokeDasharray={pattern} />),
  solid: face(<path d={clip} fill="currentColor" />),
  semi: face(<path d={clip} fill="currentColor" fillOpacity="0.3" />),
  hachure: face(<path d="M4 4h12v12H4ZM4 10l6-6M4 16 16 4M10 16l6-6" strokeWidth="1.3" />),
  crossHatch: face(
    <path d="M4 4h12v12H4ZM4 10l6-6M4 16 16 4M10 16l6-6M10 4l6 6M4 4l12 12M4 10l6 6" strokeWidth="1.1" />,
  ),
  zigzag: face(<path d="M4 4h12v12H4ZM4 9l4-5v8l4-8v11l4-7" strokeWidth="1.2" />),
  clean: face(<path d="M3 14c3-9 5-9 7-4s4 5 7-4" />),
  sketch: face(
    <path d="M3 14c3-9 5-9 7-4s4 5 7-4M3.500 12.500c3-7.500 4.300-7 6.200-3s4 6.500 7.300-1.500" strokeWidth="1.2" />,
  ),
  wild: face(
    <path
      d="M3 15c2-11 5-10 7-5s4 4 7-5M3 11c4-7 4.300-6 6.200-1.500s5 7.500 7.800-2.500M4 13c3-9 6-5 7-3s3 2 5-3"
      strokeWidth="1"
    />,
  ),
  sharp: face(<path d="M16 4H4v12" />),
  round: face(<path d="M16 4H10a6 6 0 0 0-6 6v6" />),
  straight: face(<path d="M4 16 16 4M9 4h7v7" />),
  curved: face(<path d="M4 16C4 8 8 5 16 5M12 2l4 3-4 4" />),
  elbow: face(<path d="M4 16V6h12M13 3l3 3-3 3" />),
} as const
