'use client'
import type { ReactNode } from 'react'
import styles from './workshop.module.css'

/** One line under the toolbar with what can be done about it. */
export const Notice = ({ children }: { readonly children: ReactNode }) => (
  <div className={styles.notice} role="status">
    {children}
  </div>
)
