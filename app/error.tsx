'use client'
import { useEffect } from 'react'
import styles from './_home/missing-room.module.css'
import { useT } from './_ui/language.tsx'
import { PageRoot } from './_ui/page-root.tsx'

interface ErrorProps {
  readonly error: Error & { readonly digest?: string }
  reset(): void
}

function Words({ error }: ErrorProps) {
  const t = useT()
  // The one boundary of the page: a bug is reported here and nowhere else.
  useEffect(() => console.error(error), [error])
  return (
    <main className={styles.page}>
      <h1 className={styles.title}>{t('room.failed')}</h1>
      <button type="button" className={styles.link} onClick={() => location.reload()}>
        {t('room.reload')}
      </button>
      <code className={styles.code}>{error.digest ?? error.message}</code>
    </main>
  )
}

export default function ErrorPage(props: ErrorProps) {
  return (
    <PageRoot>
      <Words {...props} />
    </PageRoot>
  )
}
