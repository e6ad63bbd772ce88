'use client'
import { useMemo } from 'react'
import { useLanguage } from '../language.tsx'
import type { Version } from '../room-api.ts'
import { useRoom } from '../room-context.tsx'

const DAY_MS = 24 * 60 * 60_000

/** How a version is called, and when it was: days nearby by name. */
export function useVersionWords() {
  const { id: language, t } = useLanguage()
  const { now } = useRoom()
  return useMemo(() => {
    const date = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' })
    const time = new Intl.DateTimeFormat(language, { timeStyle: 'short' })
    const dayOf = (at: number) => new Date(at).toDateString()
    const when = ({ at }: Version): string => {
      if (dayOf(at) === dayOf(now())) return `${t('history.today')}, ${time.format(at)}`
      if (dayOf(at) === dayOf(now() - DAY_MS)) return `${t('history.yesterday')}, ${time.format(at)}`
      return date.format(at)
    }
    return { when, name: (version: Version): string => version.label || when(version) }
  }, [language, t, now])
}
