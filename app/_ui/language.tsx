'use client'
/** Gives the words of the chosen language to everything below. The choice is kept in this browser. */
import { createContext, type ReactNode, useContext, useLayoutEffect, useMemo, useState } from 'react'
import { systemClock } from '../../lib/base/clock.ts'
import { chooseLanguage, english, type LanguageId, languages, loadCatalogue } from '../../lib/i18n/languages.ts'
import { createTranslate, isMessageKey, type Translate } from '../../lib/i18n/translate.ts'
import { readStored, writeStored } from '../../lib/page/kept/stored.ts'

/** Longer than this nobody looks at an empty page; then it is English until the words have come. */
const MAX_BLANK_MS = 2000

export interface Language {
  readonly id: LanguageId
  readonly t: Translate
  /** Words for a key that comes from a table (`action.*`); the key itself when it has none. */
  label(key: string): string
  choose(id: LanguageId): void
}

const LanguageContext = createContext<Language | null>(null)

function storedLanguage(): LanguageId | undefined {
  const stored = readStored('language')
  return languages.find(({ id }) => id === stored)?.id
}

/** Hides the page until `ready`, so that nobody sees words of one language turn into those of another. */
function hideUntil(ready: Promise<unknown>): void {
  const { style } = document.body
  const show = (): void => {
    style.visibility = ''
    cancel()
  }
  style.visibility = 'hidden'
  const cancel = systemClock.after(MAX_BLANK_MS, show)
  ready.then(show, show)
}

/** What is wanted and what is shown differ while the words are on their way. */
function useWords() {
  const [wanted, setWanted] = useState<LanguageId>('en')
  const [shown, setShown] = useState({ id: 'en' as LanguageId, catalogue: english })
  // The server does not know the browser's language: the first paint is English, corrected before it is seen.
  useLayoutEffect(() => setWanted(storedLanguage() ?? chooseLanguage(navigator.languages)), [])
  useLayoutEffect(() => {
    if (wanted === shown.id) return
    let isStale = false
    const loading = loadCatalogue(wanted).then((catalogue) => {
      if (!isStale) setShown({ id: wanted, catalogue })
    })
    // Without them (offline, before they were ever needed) the page goes on in the language that it has.
    loading.catch(() => {})
    if (shown.catalogue === english) hideUntil(loading)
    return () => {
      isStale = true
    }
  }, [wanted, shown])
  return { shown, choose: setWanted }
}

export function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const { shown, choose } = useWords()
  useLayoutEffect(() => {
    document.documentElement.lang = shown.id
  }, [shown])
  const language = useMemo<Language>(() => {
    const t = createTranslate(shown.id, shown.catalogue)
    return {
      id: shown.id,
      t,
      label: (key) => (isMessageKey(key) ? t(key) : key),
      choose(next) {
        writeStored('language', next)
        choose(next)
      },
    }
  }, [shown, choose])
  return <LanguageContext value={language}>{children}</LanguageContext>
}

export function useLanguage(): Language {
  const language = useContext(LanguageContext)
  if (!language) throw new Error('useLanguage outside LanguageProvider')
  return language
}

/** The lookup function alone, which is all that most parts need. */
export const useT = (): Translate => useLanguage().t
