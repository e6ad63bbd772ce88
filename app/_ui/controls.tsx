'use client'
/** Buttons, islands and tooltips: the small parts that all panels are made of. */
import type { LucideIcon } from 'lucide-react'
import { Tooltip } from 'radix-ui'
import type { ButtonHTMLAttributes, FocusEvent, ReactNode, Ref } from 'react'
import styles from './controls.module.css'
import { cx } from './cx.ts'

export function Island({ className, children }: { readonly className?: string; readonly children: ReactNode }) {
  return (
    <div className={cx(styles.island, className)} data-panel>
      {children}
    </div>
  )
}

export interface TipProps {
  readonly label: string
  readonly keys?: string
  readonly side?: 'top' | 'right' | 'bottom' | 'left'
  readonly children: ReactNode
}

/** Focus that a closing menu gives back is no question about the button. */
const quietUnlessKeyboard = (event: FocusEvent<HTMLElement>) => {
  if (!event.currentTarget.matches(':focus-visible')) event.preventDefault()
}

/** A short explanation on hover and focus. It repeats the accessible name, so it is hidden from assistive technology. */
export function Tip({ label, keys, side = 'bottom', children }: TipProps) {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger asChild onFocus={quietUnlessKeyboard}>
        {children}
      </Tooltip.Trigger>
      <Tooltip.Portal>
        <Tooltip.Content className={styles.tip} side={side} sideOffset={8} collisionPadding={8} aria-hidden="true">
          {label}
          {keys ? <kbd className={styles.kbd}>{keys}</kbd> : null}
        </Tooltip.Content>
      </Tooltip.Portal>
    </Tooltip.Root>
  )
}

export interface IconButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'aria-label'> {
  readonly label: string
  readonly icon: LucideIcon
  readonly keys?: string
  readonly hint?: string
  readonly side?: TipProps['side']
  readonly pressed?: boolean
  readonly ref?: Ref<HTMLButtonElement>
}

export function IconButton(props: IconButtonProps) {
  const { label, icon: Icon, keys, hint, side, pressed, className, ref, ...rest } = props
  return (
    <Tip label={label} keys={keys} side={side}>
      <button
        type="button"
        {...rest}
        ref={ref}
        className={cx(styles.iconButton, className)}
        aria-label={label}
        aria-pressed={pressed}
        aria-keyshortcuts={keys}
        data-hint={hint}
      >
        <Icon size={18} strokeWidth={1.75} aria-hidden="true" />
      </button>
    </Tip>
  )
}

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly look?: 'plain' | 'primary' | 'danger'
  readonly icon?: LucideIcon
  readonly ref?: Ref<HTMLButtonElement>
}

export function Button({ look = 'plain', icon: Icon, className, children, ref, ...rest }: ButtonProps) {
  return (
    <button type="button" {...rest} ref={ref} className={cx(styles.button, styles[look], className)}>
      {Icon ? <Icon size={16} strokeWidth={1.9} aria-hidden="true" /> : null}
      {children}
    </button>
  )
}

export const Kbd = ({ children }: { readonly children: ReactNode }) => <kbd className={styles.kbd}>{children}</kbd>
export const Separator = ({ vertical }: { readonly vertical?: true }) => (
  <span className={vertical ? styles.rule : styles.line} aria-hidden="true" />
)
