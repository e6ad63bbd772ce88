'use client'
import { useMemo } from 'react'
import type { Version } from '../../../lib/protocol/answers.ts'
import { useLanguage } from '../language.tsx'
import { useRoom } from '../room-context.tsx'

const DAY_MS = 24 * 60 * 60_000
/** More names than these are counted. */
const MAX_NAMED = 3

/** How a version is called, when it was (days nearby by name), and who was there. */
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
    const list = new Intl.ListFormat(language, { type: 'conjunction' })
    const people = ({ people: everyone = [] }: Version): string => {
      const named = everyone.length > MAX_NAMED + 1 ? everyone.slice(0, MAX_NAMED) : everyone
      const others = everyone.length - named.length
      return list.format(others > 0 ? [...named, t('history.others', { count: others })] : named)
    }
    return { when, people, name: (version: Version): string => version.label || when(version) }
  }, [language, t, now])
}
