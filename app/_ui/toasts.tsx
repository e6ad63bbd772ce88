'use client'
import { X } from 'lucide-react'
import { IconButton } from './controls.tsx'
import { useT } from './language.tsx'
import { useRoom } from './room-context.tsx'
import styles from './toasts.module.css'
import { useSignal } from './use-signal.ts'

export function Toasts() {
  const t = useT()
  const { page } = useRoom()
  const toasts = useSignal(page.toasts)
  const close = (id: number) => {
    page.toasts.value = page.toasts.value.filter((toast) => toast.id !== id)
  }
  return (
    <section className={styles.toasts} aria-label={t('toast.region')} aria-live="polite">
      {toasts.map((toast) => (
        <div key={toast.id} className={styles.toast} data-tone={toast.tone}>
          <span>{toast.text}</span>
          <IconButton label={t('common.dismiss')} icon={X} side="top" onClick={() => close(toast.id)} />
        </div>
      ))}
    </section>
  )
}
