'use client'
/** Form parts with their labels: switch, segmented choice, text field. */
import { Switch } from 'radix-ui'
import { type InputHTMLAttributes, type KeyboardEvent, type ReactNode, type Ref, useId } from 'react'
import styles from './form.module.css'

export interface ToggleProps {
  readonly label: string
  readonly note?: string
  readonly checked: boolean
  onChange(checked: boolean): void
}

export function Toggle({ label, note, checked, onChange }: ToggleProps) {
  const id = useId()
  return (
    <div className={styles.switchRow}>
      <label htmlFor={id}>
        {label}
        {note ? <div className={styles.note}>{note}</div> : null}
      </label>
      <Switch.Root id={id} className={styles.switch} checked={checked} onCheckedChange={onChange}>
        <Switch.Thumb className={styles.thumb} />
      </Switch.Root>
    </div>
  )
}

export interface NamedGroupProps {
  readonly label: string
  /** Shown beside or above its parts; without one the name is only spoken. */
  readonly labelClass?: string
  readonly className?: string
  /** How keys find this group. */
  readonly 'data-colors'?: string
  onKeyDown?(event: KeyboardEvent<HTMLElement>): void
  readonly children: ReactNode
}

/** Controls under one name. Not a fieldset: WebKit lays out none as grid or flex once its legend floats. */
export function NamedGroup({ label, labelClass, className, children, ...rest }: NamedGroupProps) {
  const id = useId()
  const name = labelClass ? { 'aria-labelledby': id } : { 'aria-label': label }
  return (
    // biome-ignore lint/a11y/useSemanticElements: the layout of a fieldset differs between engines
    <div role="group" className={className} {...name} {...rest}>
      {labelClass ? (
        <span id={id} className={labelClass}>
          {label}
        </span>
      ) : null}
      {children}
    </div>
  )
}

export interface ChoiceProps<T extends string> {
  readonly label: string
  readonly value: T
  readonly options: readonly { readonly value: T; readonly label: string }[]
  onChange(value: T): void
}

/** One of a few, all visible. */
export function Choice<T extends string>({ label, value, options, onChange }: ChoiceProps<T>) {
  return (
    <div className={styles.switchRow}>
      <span aria-hidden="true">{label}</span>
      <div role="radiogroup" aria-label={label} className={styles.segments}>
        {options.map((option) => (
          // biome-ignore lint/a11y/useSemanticElements: a native radio cannot look like a segment
          <button
            key={option.value}
            type="button"
            role="radio"
            aria-checked={option.value === value}
            className={styles.segment}
            onClick={() => onChange(option.value)}
          >
            {option.label}
          </button>
        ))}
      </div>
    </div>
  )
}

export interface TextFieldProps extends InputHTMLAttributes<HTMLInputElement> {
  /** Takes the focus when its dialog opens. */
  readonly 'data-first'?: boolean
  readonly label: string
  readonly labelHidden?: true
  readonly ref?: Ref<HTMLInputElement>
}

export function TextField({ label, labelHidden, ref, ...rest }: TextFieldProps) {
  const id = useId()
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={labelHidden ? 'visually-hidden' : styles.label}>
        {label}
      </label>
      <input id={id} ref={ref} className={styles.input} dir="auto" {...rest} />
    </div>
  )
}

export const Section = ({ title, children }: { readonly title?: string; readonly children: ReactNode }) => (
  <section className={styles.section}>
    {title ? <h3 className={styles.heading}>{title}</h3> : null}
    {children}
  </section>
)
