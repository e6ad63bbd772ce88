'use client'
/** A titled dialog over the board. Focus stays inside, Esc closes, focus goes back where it came from. */
import { X } from 'lucide-react'
import { Dialog as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { cx } from './cx.ts'
import styles from './dialog.module.css'
import { useT } from './language.tsx'
import { useFocusReturn } from './use-focus-return.ts'

export interface DialogProps {
  readonly title: string
  readonly description?: string
  readonly size?: 'small' | 'medium' | 'large' | 'tall'
  /** Has nothing to operate inside. */
  readonly isReading?: true
  onClose(): void
  readonly children: ReactNode
}

/** The field that is meant to be filled in, or else the dialog itself: not its close button. */
function focusFirst(event: Event) {
  event.preventDefault()
  const dialog = event.currentTarget as HTMLElement
  const first = dialog.querySelector<HTMLElement>('[data-first]') ?? dialog
  first.focus({ preventScroll: true })
}

export function Dialog({ title, description, size = 'medium', isReading, onClose, children }: DialogProps) {
  const t = useT()
  const giveBack = useFocusReturn()
  return (
    <Radix.Root open onOpenChange={(open) => !open && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className={styles.scrim} />
        <Radix.Content
          className={cx(styles.dialog, styles[size])}
          onOpenAutoFocus={focusFirst}
          onCloseAutoFocus={giveBack}
          data-modal
          {...(description ? {} : { 'aria-describedby': undefined })}
        >
          <header className={styles.header}>
            <Radix.Title className={styles.title}>{title}</Radix.Title>
            {/* No tooltip: the button gets the focus when a dialog without fields opens. */}
            <Radix.Close className={styles.close} aria-label={t('common.close')}>
              <X size={18} strokeWidth={1.75} aria-hidden="true" />
            </Radix.Close>
          </header>
          {description ? <Radix.Description className={styles.description}>{description}</Radix.Description> : null}
          <div className={styles.body} tabIndex={isReading ? 0 : undefined}>
            {children}
          </div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
