'use client'
/** Gives the words of the chosen language to everything below. The choice is kept in this browser. */
import { createContext, type ReactNode, useContext, useLayoutEffect, useMemo, useState } from 'react'
import { chooseLanguage, type LanguageId, languages } from '../../lib/i18n/languages.ts'
import { createTranslate, isMessageKey, type Translate } from '../../lib/i18n/translate.ts'
import { readStored, writeStored } from '../../lib/page/kept/stored.ts'

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

export function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const [id, setId] = useState<LanguageId>('en')
  // The server does not know the browser's language: the first paint is English, corrected before it is seen.
  useLayoutEffect(() => setId(storedLanguage() ?? chooseLanguage(navigator.languages)), [])
  useLayoutEffect(() => {
    document.documentElement.lang = id
  }, [id])
  const language = useMemo<Language>(() => {
    const t = createTranslate(id)
    return {
      id,
      t,
      label: (key) => (isMessageKey(key) ? t(key) : key),
      choose(next) {
        writeStored('language', next)
        setId(next)
      },
    }
  }, [id])
  return <LanguageContext value={language}>{children}</LanguageContext>
}

export function useLanguage(): Language {
  const language = useContext(LanguageContext)
  if (!language) throw new Error('useLanguage outside LanguageProvider')
  return language
}

/** The lookup function alone, which is all that most parts need. */
export const useT = (): Translate => useLanguage().t
