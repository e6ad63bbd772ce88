'use client'
import Link from 'next/link'
import { useT } from '../_ui/language.tsx'
import { PageRoot } from '../_ui/page-root.tsx'
import styles from './missing-room.module.css'

function Words() {
  const t = useT()
  return (
    <main className={styles.page}>
      <h1 className={styles.title}>{t('missing.title')}</h1>
      <p className={styles.text}>{t('missing.text')}</p>
      <Link href="/" className={styles.link}>
        {t('missing.home')}
      </Link>
      <code className={styles.code}>room-not-found</code>
    </main>
  )
}

export function MissingRoom() {
  return (
    <PageRoot>
      <Words />
    </PageRoot>
  )
}
