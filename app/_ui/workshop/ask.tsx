'use client'
/** A question in place of the buttons that led to it, before what cannot be taken back. */
import { Button } from '../controls.tsx'
import { useT } from '../language.tsx'
import styles from './workshop.module.css'

export interface AskProps {
  readonly question: string
  /** What is done, as a word. */
  readonly yes: string
  onYes(): void
  onNo(): void
}

export function Ask({ question, yes, onYes, onNo }: AskProps) {
  const t = useT()
  return (
    <>
      <span className={styles.words} role="alert">
        {question}
      </span>
      <Button
        look="danger"
        onClick={() => {
          onNo()
          onYes()
        }}
      >
        {yes}
      </Button>
      <Button onClick={onNo}>{t('common.cancel')}</Button>
    </>
  )
}
